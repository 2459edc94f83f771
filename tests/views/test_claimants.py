"""Claimants: what became of their claims, in counts that rank nobody, each with the list of just those claims."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertInHTML

from claims.models import Claim
from claims.search.claim_filter import ClaimFilter
from claims.selectors import claimant_record
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_link,
    make_published,
    make_publisher,
    make_source,
    make_verdict,
)
from tests.markup import cut, links, page_of
from tests.views.world import SECRET, make_debate, make_secret, publish

pytestmark = pytest.mark.django_db


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def listed(query):
    """Return how many claims the list holds for ``query``, all of which it can read."""
    found = ClaimFilter(QueryDict(query), Claim.objects.published())
    assert not found.errors
    return found.selection().count()


class TestRecord:
    @pytest.fixture
    def army(self):
        return make_claimant(slug="army", name="Malian army", part_of=make_claimant(slug="state", name="State"))

    @pytest.fixture
    def tallies(self, client):
        """Return a function that reads a claimant's counts by their words, and holds each against its list."""

        def read(slug):
            context = client.get(f"/claimants/{slug}/").context
            found = {}
            for tally in context["tallies"]:
                found[str(tally.words)] = (tally.number, tally.whole)
                if tally.number:
                    assert listed(tally.query) == tally.number
            return found

        return read

    def test_counts_have_their_whole_and_their_list(self, army, tallies):
        claims = [make_published(claimant=army) for _number in range(6)]
        make_published(claimant=army, kind="call")
        make_link(claims[0], make_published())
        make_link(claims[1], make_published(claimant=army.part_of))
        make_link(claims[2], claims[3])
        for claim, status in zip(claims, ("corroborated", "refuted", "retracted", "inconclusive"), strict=False):
            make_verdict(claim, status)
        make_verdict(claims[4], "under_review")

        assert tallies("army") == {
            "Contradicted": (4, 6),
            "Contradicted by its own side": (3, 6),
            "Without an independent origin": (0, 6),
            "Found corroborated or verified": (1, 6),
            "Found so, with independent origins": (1, 6),
            "Found inconclusive": (1, 6),
            "Found refuted": (1, 6),
            "Found retracted": (1, 6),
            "Open": (2, 6),
        }

    def test_what_is_not_checkable_counts_as_nothing(self, army, tallies, client):
        call = make_published(claimant=army, kind="call")
        make_link(call, make_published())
        make_published(claimant=army)

        assert tallies("army")["Contradicted"] == (0, 1)
        assert client.get("/claimants/army/").context["record"]["claims"] == 2

    def test_support_of_a_party_is_not_that_of_an_independent(self, army, tallies):
        claim = make_claim(claimant=army)
        ally = make_publisher(stake="party")
        make_citation(claim, source=make_source(publisher=ally))
        publish(claim)
        make_citation(claim, source=make_source(publisher=ally), bearing="supports")
        make_verdict(claim, "under_review")
        found = tallies("army")

        assert found["Without an independent origin"] == (1, 1)
        assert found["Found so, with independent origins"] == (0, 1)

    def test_a_side_is_the_whole_family_and_nobody_else(self, army, tallies):
        sibling = make_claimant(part_of=army.part_of)
        make_link(make_published(claimant=army), make_published(claimant=sibling))
        make_link(make_published(claimant=army), make_published(), kind="denies")
        make_link(make_published(claimant=army), make_published(claimant=sibling), basis="scope")

        found = tallies("army")
        assert (found["Contradicted by its own side"], found["Contradicted"]) == ((1, 3), (2, 3))
        assert tallies(sibling.slug)["Contradicted by its own side"] == (1, 2)

    def test_drafts_count_for_nothing(self, client, tallies):
        claims = make_debate()
        before = tallies("side-0")
        make_secret(claims[0])

        assert tallies("side-0") == before
        assert SECRET not in client.get("/claimants/side-0/").text

    def test_nothing_reads_as_a_score(self, client):
        make_debate()

        text = client.get("/claimants/side-0/").text

        assert "1 of 1" in text
        assert "%" not in cut(text, "main").replace("%20", "")
        for tag in ("<meter", "<progress"):
            assert tag not in text

    def test_letters_and_flags_are_explained(self, client):
        make_published(
            claimant=make_claimant(slug="army", reliability="B", reliability_note="Checked twice.", stake="party")
        )
        make_published(claimant=make_claimant(slug="unknown"))

        text = client.get("/claimants/army/").text

        for words in ("B, usually reliable", "Minor doubts", "Checked twice.", "Party to the conflict", "Fights in"):
            assert words in text
        assert "It says nothing for or against." in client.get("/claimants/unknown/").text


class TestOpponents:
    def test_each_is_told_by_why_with_the_list_of_just_those(self, client):
        army, rebels, press = (make_claimant(slug=slug, name=slug) for slug in ("army", "rebels", "press"))
        first, second, third = (make_published(claimant=army) for _number in range(3))
        theirs, reported = make_published(claimant=rebels), make_published(claimant=press)
        make_link(first, theirs)
        make_link(theirs, first, kind="denies")
        make_link(theirs, second)
        make_link(third, theirs, basis="scope")
        make_link(third, reported, basis="counting")
        make_link(third, reported, kind="corroborates", basis="")
        make_link(first, second, basis="wording")

        found = client.get("/claimants/army/").context["opponents"]

        told = [
            (
                str(each.claimant),
                each.clashes and each.clashes.number,
                [(one.label, one.number) for one in each.differences],
            )
            for each in found
        ]
        assert told == [("press", None, [("Counting", 1)]), ("rebels", 2, [("Scope", 1)])]
        for each in found:
            for one in [each.clashes, *each.differences]:
                if one:
                    assert listed(one.query) == one.number

    def test_they_stand_by_name_whoever_contradicts_most(self, client):
        army = make_claimant(slug="army")
        for name, number in (("Zulu", 3), ("alpha", 1), ("Mike", 2)):
            other = make_claimant(name=name)
            for _count in range(number):
                make_link(make_published(claimant=army), make_published(claimant=other))

        found = client.get("/claimants/army/").context["opponents"]

        assert [str(each.claimant) for each in found] == ["alpha", "Mike", "Zulu"]

    def test_those_with_the_fewest_are_left_out_and_said_to_be(self, client, monkeypatch):
        monkeypatch.setattr(claimant_record, "MAX_OPPONENTS_SHOWN", 1)
        army, rebels = make_claimant(slug="army"), make_claimant(name="Zulu")
        for other in (make_claimant(name="Alpha"), rebels, rebels):
            make_link(make_published(claimant=army), make_published(claimant=other))

        response = client.get("/claimants/army/")

        assert [str(each.claimant) for each in response.context["opponents"]] == ["Zulu"]
        assert "1 more claimant with fewer claims against it is not shown." in response.text

    def test_a_suggestion_or_a_draft_opposes_nothing(self, client):
        claims = make_debate(1)
        make_secret(claims[0])

        assert client.get("/claimants/side-0/").context["opponents"] == []


class TestPage:
    def test_takes_as_many_queries_for_many_as_for_few(self, client):
        army = make_claimant(slug="army", part_of=make_claimant(slug="state"))
        address = "/claimants/army/"

        def add(number):
            for _count in range(number):
                make_claimant(part_of=army)
                make_link(make_published(claimant=army), make_published(claimant=make_claimant(part_of=army)))
                make_link(make_published(claimant=army), make_published(), basis="scope")
                make_link(make_published(claimant=army), make_published())

        add(1)
        few = queries(client, address)
        add(2)

        assert queries(client, address) == few
        assert few <= 24

    def test_other_names_are_told(self, client):
        make_published(claimant=make_claimant(slug="army", aliases="FAMa\nMalian Armed Forces"))

        text = page_of(client.get("/claimants/army/"))

        assertInHTML("<ul><li>FAMa</li><li>Malian Armed Forces</li></ul>", cut(text, "dl", 'class="known"'))

    def test_whole_and_parts_lead_to_each_other(self, client):
        army = make_claimant(slug="army", name="Army", part_of=make_claimant(slug="state", name="State"))
        make_published(claimant=army)
        make_published(claimant=army.part_of)

        for here, there in (("army", "state"), ("state", "army")):
            known = cut(client.get(f"/claimants/{here}/").text, "dl", 'class="known"')
            assert f"/claimants/{there}/" in links(known)

    def test_one_that_only_publishes_has_no_counts(self, client):
        paper = make_publisher(slug="paper")
        claim = make_claim()
        make_citation(claim, source=make_source(publisher=paper))
        publish(claim)

        response = client.get("/claimants/paper/")

        assert response.status_code == 200
        assert "What became of its claims" not in response.text
        assert "/sources/?publisher=paper" in links(response.text)

    def test_its_feed_is_announced_and_offered(self, client):
        make_debate()

        text = client.get("/fr/claimants/side-0/").text

        feed = "/fr/feeds/claimants/side-0/"
        assert [links(cut(text, part)).count(feed) for part in ("head", "body")] == [1, 1]


class TestList:
    def test_stands_by_the_name_that_is_shown(self, client):
        make_published(claimant=make_claimant(name="Permanent Framework", short_name="CSP"))
        make_published(claimant=make_claimant(name="army"))
        make_published(claimant=make_claimant(name="Zulu"))

        page = client.get("/claimants/").context["page"]

        assert [str(row) for row in page.rows if not row.name.startswith("Claimant")] == ["army", "CSP", "Zulu"]

    def test_counts_have_their_whole(self, client):
        army = make_claimant(slug="army", name="A-army")
        make_link(make_published(claimant=army), make_published())
        make_published(claimant=army, kind="call")
        make_published(claimant=army)

        response = client.get("/claimants/?name=a-army")

        table = cut(page_of(response), "table")
        assertInHTML('<td data-label="Claims" class="num">3</td>', table)
        assertInHTML('<td data-label="Contradicted" class="num">1 of 2</td>', table)

    def test_filters_narrow_it(self, client):
        make_published(
            claimant=make_claimant(slug="army", kind="armed_forces", stake="party", aliases="FAMa\nThe army")
        )
        make_published(claimant=make_claimant(slug="rebels", kind="armed_group", stake="party"))

        for asked, found in (
            ("stake=party", ["army", "rebels"]),
            ("kind=armed_forces", ["army"]),
            ("name=fama", ["army"]),
            ("name=fama&stake=independent", []),
        ):
            page = client.get(f"/claimants/?{asked}").context["page"]
            assert sorted(row.slug for row in page.rows if row.stake != "independent") == found, asked

    @pytest.mark.parametrize("asked", ["stake=evil", "kind=%00", "name=" + "x" * 81])
    def test_what_cannot_be_read_is_told_and_filters_nothing(self, client, asked):
        make_debate()

        response = client.get(f"/claimants/?{asked}")

        assert response.status_code == 400
        assert 'aria-invalid="true"' in response.text
        assert "What could not be read was left out." in response.text
        assert len(response.context["page"].rows) == 4

    def test_takes_as_many_queries_for_many_as_for_few_and_keeps_filters_on_its_pages(self, client, monkeypatch):
        monkeypatch.setattr("claims.views.claimants.ROWS_PER_PAGE", 5)
        for _number in range(3):
            make_published()
        few = queries(client, "/claimants/?stake=unknown")
        for _number in range(5):
            make_published()

        response = client.get("/claimants/?stake=unknown")

        assert queries(client, "/claimants/?stake=unknown") == few
        assert len(response.context["page"].rows) == 5
        assert "?stake=unknown&amp;after=" in response.text
