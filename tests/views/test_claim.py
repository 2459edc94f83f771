import pytest
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.models import Claim, LedgerEntry, Person
from claims.rules.provenance import origin_chains
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_link,
    make_place,
    make_published,
    make_publisher,
    make_quantity,
    make_source,
    make_suggested_link,
    make_verdict,
)
from tests.markup import rows_of, section, words_of
from tests.views.world import debated, make_debate, publish

pytestmark = pytest.mark.django_db


class TestHead:
    def test_who_says_what_about_when_and_where(self, get):
        make_published(
            reference="K-1", statement="The army moved further.", about="2023?-10-06", asserted="",
            claimant=make_claimant(name="Malian army", stake="party"),
            place=make_place(name="Anefis", part_of=make_place(name="Kidal Region")),
        )  # fmt: skip

        _response, text = get("/claims/K-1/")

        assertInHTML("<h1>The army moved further.</h1>", text)
        for words in (
            "Malian army",
            "party to the conflict",
            "6 October 2023, year inferred",
            "date unknown",
            "Anefis",
        ):
            assert words in text
        assertInHTML("<title>K-1: The army moved further. – Counterclaim</title>", text)
        assertInHTML('<link rel="canonical" href="http://testserver/en/claims/K-1/">', text)

    def test_small_letters_lead_to_the_reference(self, client):
        make_published(reference="K-1")

        response = client.get("/claims/k-1/")

        assert (response.status_code, response.headers["Location"]) == (301, "/claims/K-1/")

    def test_quotation_and_original_stand_in_their_marks_and_language(self, get):
        make_published(reference="K-1", quotation="all means", original_text="كل الوسائل", language="ar")

        _response, text = get("/claims/K-1/")

        assert "“all means”" in text
        assertInHTML('<blockquote class="words" lang="ar" dir="auto">كل الوسائل</blockquote>', text)
        assert "Original, in Arabic (ar)" in text

    def test_what_is_typed_is_shown_as_text(self, get):
        make_published(reference="K-1", statement="<script>alert(1)</script>", quotation="</q><b>x")

        _response, text = get("/claims/K-1/")

        assert "<script>" not in text
        assert "<b>x" not in text


class TestContradictions:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _claims(cls, rows_of_class):
        make_debate()
        claimant = make_claimant()
        make_published(reference="K-1", claimant=claimant)
        make_published(reference="K-2", claimant=claimant)

    @pytest.fixture
    def pair(self, db):
        return Claim.objects.get(reference="K-1"), Claim.objects.get(reference="K-2")

    def test_both_sides_stand_beside_each_other_with_the_reason(self, get):
        first, second = debated()

        for claim, other in ((first, second), (second, first)):
            beneath = section(get(f"/claims/{claim.reference}/")[1], "Contradicted by 1 claim")

            assert "Cannot both hold" in beneath
            assert claim.statement in beneath
            assert other.statement in beneath
            assert "If one holds the other does not." in beneath
            assertInHTML('<ol class="settle"><li>A map.</li><li>A witness.</li></ol>', beneath)

    def test_a_denial_reads_right_from_either_end(self, get, pair):
        make_link(make_published(reference="K-3", kind="denial"), pair[0], kind="denies")

        assert "Denies this claim" in section(get("/claims/K-1/")[1], "Contradicted by 1 claim")
        assert "Denied by this claim" in section(get("/claims/K-3/")[1], "Contradicted by 1 claim")

    def test_a_difference_that_leaves_room_for_both_is_no_contradiction(self, get, pair):
        make_link(*pair, basis="period", rationale="They may speak of different hours.")

        text = get("/claims/K-1/")[1]

        assert "Contradicted by" not in text
        beneath = section(text, "Differs, and both may hold")
        assert "Differ in period" in beneath
        assert "Differs from" in beneath
        assert "They may speak of different hours." in beneath

    @pytest.mark.parametrize(
        ("kind", "forth", "back"),
        [
            ("corroborates", "Corroborates", "Corroborates"),
            ("qualifies", "Qualifies", "Qualified by"),
            ("repeats", "Repeats", "Repeated by"),
            ("supersedes", "Replaces", "Replaced by"),
        ],
    )
    def test_other_links_read_right_from_either_end(self, get, pair, kind, forth, back):
        make_link(*pair, kind=kind, basis="")

        for claim, reading in zip(pair, (forth, back), strict=True):
            beneath = section(get(claim.get_absolute_url())[1], "Other claims that bear on it")

            assertInHTML(f'<span class="badge">{reading}</span>', beneath, count=1)

    def test_suggested_and_rejected_links_do_not_show(self, get, pair):
        make_suggested_link(pair[0], make_published(reference="K-3"))
        workflow.reject_link(make_link(*pair), by=make_editor())

        page, history = get("/claims/K-1/")[1].split("How this record changed")

        assert "K-2" not in page
        assert "link set aside" in history
        assert "K-3" not in page + history


class TestWhereItStands:
    def test_an_origin_is_followed_by_its_relays(self, get):
        claim = make_claim(reference="K-1")
        origin = make_citation(claim, source=make_source(title="RFI report"), counted=False)
        copy, loose = make_source(title="Copy"), make_source(title="Loose")
        make_citation(claim, source=copy, mode="relayed", relayed_from=origin, counted=False)
        make_citation(claim, source=loose, mode="relayed", locator="sentence 11", excerpt="à Kidal", counted=False)
        publish(claim)

        beneath = section(get("/claims/K-1/")[1], "Where it stands")

        assert "3 outlets, 1 origin." in beneath
        known, unknown = beneath.split("Relays that lead to no known origin")
        assert known.index("RFI report") < known.index("relayed by") < known.index("Copy")
        assert "Loose" in unknown
        assert "Relayed from elsewhere · sentence 11 · à Kidal" in words_of(unknown)
        assertInHTML('<q dir="auto">à Kidal</q>', beneath, count=1)

    def test_chains_keep_every_citation_once(self):
        claim = make_claim()
        first = make_citation(claim, counted=False, mode="own")
        second = make_citation(claim, counted=False, mode="relayed", relayed_from=first)
        third = make_citation(claim, counted=False, mode="relayed", relayed_from=second)
        other = make_citation(claim, counted=False)
        loose = make_citation(claim, counted=False, mode="relayed")

        assert origin_chains([first, second, third, other, loose]) == (
            [[(first, 0), (second, 1), (third, 2)], [(other, 0)]],
            [[(loose, 0)]],
        )


class TestFindings:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _claim(cls, rows_of_class):
        make_published(reference="K-1")

    @pytest.fixture
    def claim(self, db):
        return Claim.objects.get(reference="K-1")

    def test_a_verdict_shows_its_reason_and_who_by_role(self, get, claim):
        make_verdict(claim, "refuted", rationale="Pictures show otherwise.", credibility="5")

        beneath = words_of(section(get("/claims/K-1/")[1], "What editors concluded"))

        told = (
            "Refuted",
            "Pictures show otherwise.",
            "5, improbable",
            "Proposed by an editor",
            "Decided by a reviewer",
        )
        for words in told:
            assert words in beneath

    def test_a_finding_that_needs_one_person_names_one(self, get, claim):
        make_verdict(claim, "under_review")

        beneath = words_of(section(get("/claims/K-1/")[1], "What editors concluded"))

        assert "Recorded by an editor" in beneath
        assert "reviewer" not in beneath

    def test_proposed_and_rejected_findings_do_not_show(self, get, claim):
        make_citation(claim, bearing="undermines")
        workflow.assess(claim, status="refuted", credibility="5", rationale="Not yet public.", by=make_editor())

        assert "Not yet public." not in get("/claims/K-1/")[1]

    @pytest.mark.parametrize("kind", ["announcement", "demand", "call"])
    def test_acts_of_speech_are_not_checkable(self, get, kind):
        make_published(reference="K-2", kind=kind)

        beneath = section(get("/claims/K-2/")[1], "What editors concluded")

        assert "Not checkable" in beneath
        assert "neither true nor false" in beneath
        assert "Unverified" not in beneath


class TestHistory:
    def test_each_decision_is_told_newest_first_with_who_when_and_its_entry(self, get):
        first, second = make_published(reference="K-1"), make_published(reference="K-2")
        make_verdict(first, "under_review", rationale="Looking.")
        make_verdict(first, "corroborated", rationale="Two say so.")
        make_link(first, second)

        response, text = get("/claims/K-1/")

        told = [(change.entry.act, change.statuses) for change in response.context["history"]]
        assert told == [
            ("link", None), ("assess", ("under_review", "corroborated")), ("revise", None),
            ("assess", ("unverified", "under_review")), ("publish", None),
        ]  # fmt: skip
        beneath = section(text, "How this record changed")
        for words in ("changed to", "by an editor", "Two say so.", "Reason: Another source."):
            assert words in words_of(beneath)
        assertInHTML('<a href="/ledger/1/">Entry 1</a>', beneath, count=1)

    def test_words_added_and_removed_are_marked(self, get):
        claim = make_published(reference="K-1", statement="The army moved to Kidal.", about="2023-10-06")
        claim.statement, claim.about = "The army marched to Kidal.", "2023-10-07"
        workflow.revise(claim, by=make_editor(), reason="Read again.")

        beneath = section(get("/claims/K-1/")[1], "How this record changed")

        assert "Statement: The army removed: movedadded: marched to Kidal." in words_of(beneath)
        for marked in (
            '<del><span class="unseen">removed: </span>moved</del>',
            '<ins><span class="unseen">added: </span>marched</ins>',
            '<ins><span class="unseen">added: </span>7 October 2023</ins>',
        ):
            assertInHTML(marked, beneath, count=1)

    def test_sources_and_figures_added_and_removed_are_named(self, get):
        claim = make_published(reference="K-1")
        make_quantity(claim)
        make_citation(claim, source=make_source(title="New report"))
        claim.quantities.all().delete()
        workflow.revise(claim, by=make_editor(), reason="Not theirs.")

        newest, older, _first = get("/claims/K-1/")[0].context["history"]

        assert [newest.removed, newest.added] == [["Figure: Killed, civilians: 17 people, worded “seventeen”"], []]
        assert [row.split(" · ")[0].rpartition(", ")[2] for row in older.added] == ["New report", "worded “seventeen”"]

    def test_who_decided_is_named_as_they_chose(self, get):
        editor = make_editor()
        make_published(reference="K-1", by=editor)
        Person.objects.filter(user=editor).update(public_name="Amina D.")

        assert "by Amina D." in section(get("/claims/K-1/")[1], "How this record changed")

    def test_a_long_history_ends_with_the_way_to_the_rest(self, get, monkeypatch):
        monkeypatch.setattr("claims.selectors.changes.MAX_CHANGES_SHOWN", 2)
        claim = make_published(reference="K-1", statement="One.")
        for words in ("Two.", "Three.", "Four."):
            claim.statement = words
            workflow.revise(claim, by=make_editor(), reason="Again.")

        response, text = get("/claims/K-1/")

        told = [change.texts[0][1][0].text for change in response.context["history"]]
        assert told == ["Three.", "Two."]
        assertInHTML('<a href="/ledger/?claim=K-1">All entries in the ledger</a>', text)


class TestQuantities:
    def test_numbers_and_words_stand_as_given(self, get):
        claim = make_claim(reference="K-1")
        make_quantity(claim, bound="about", best=10, verbatim="about ten")
        make_quantity(claim, affected="herders", bound="vague", best=None, verbatim="several")
        make_quantity(claim, affected="fighters", best=0, verbatim="none")
        make_citation(claim, counted=False)
        publish(claim)

        beneath = section(get("/claims/K-1/")[1], "Quantities")

        assert rows_of(beneath) == [
            ["Killed: civilians", "about 10 people", "–, 10, –", "“about ten”"],
            ["Killed: herders", "No number given", "–, –, –", "“several”"],
            ["Killed: fighters", "0 people", "–, 0, –", "“none”"],
        ]


class TestReplacement:
    def test_both_claims_point_at_each_other_once_both_are_published(self, get):
        claimant = make_claimant()
        old = make_published(reference="K-1", claimant=claimant)
        new = make_claim(reference="K-2", claimant=claimant, supersedes=old)
        make_citation(new, counted=False)

        assert "K-2" not in get("/claims/K-1/")[1]

        publish(new)

        assert "Replaced by" in get("/claims/K-1/")[1]
        assert "Takes the place of" in get("/claims/K-2/")[1]

        workflow.withdraw(old, by=make_editor(), reason="Doubled.")

        assert "Takes the place of" not in get("/claims/K-2/")[1]


def test_how_to_cite_names_reference_version_day_and_address(get):
    claim = make_published(reference="K-1", claimant=make_publisher())

    _response, text = get("/claims/K-1/")

    day = f"{Claim.objects.get(pk=claim.pk).updated_at:%-d %B %Y}"
    entry = LedgerEntry.objects.get(subject="K-1")
    beneath = section(text, "Cite")
    cited = (
        f"“K-1”, Counterclaim, version {claim.version}, {day}. http://testserver/claims/K-1/?entry={entry.hash[:12]}"
    )
    assertInHTML(f"<code>{cited}</code>", beneath)
    assertInHTML(f'<a href="/ledger/{entry.sequence}/">entry {entry.sequence} of the ledger</a>', beneath)
