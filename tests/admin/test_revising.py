import json

import pytest
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.models import Claim, LedgerEntry
from claims.text.diff import Difference
from tests.admin.conftest import logged_in
from tests.admin.pages import added, change_page, cited, errors_of, filled, removed, told
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_published,
    make_quantity,
    make_source,
    make_verdict,
)

pytestmark = pytest.mark.django_db

REASON = "A name was misspelt."


def opened_page(client, claim, **changes):
    """Open a claim's page; return its form as a browser sends it back, with some answers changed."""
    form = client.get(change_page(claim)).context["adminform"].form
    return filled(Claim.objects.get(pk=claim.pk), opened=form["opened"].value(), **changes)


def form_of(response):
    return response.context["adminform"].form


class TestDifferenceBeforeSaving:
    def test_a_published_claim_is_not_saved_before_its_difference_was_seen(self, editor):
        claim = make_published(statement="The army moved towards Kidal on 6 October.")

        response = editor.post(
            change_page(claim), filled(claim, statement="The army moved towards Anefis on 6 October.", reason=REASON)
        )

        page = response.content.decode()
        claim.refresh_from_db()
        assert response.context["differences"] == [
            Difference(
                "Statement",
                "The army moved towards Kidal on 6 October.",
                "The army moved towards Anefis on 6 October.",
            )
        ]
        assert "You are about to change what the public reads" in page
        assertInHTML(removed("Kidal"), page)
        assertInHTML(added("Anefis"), page)
        assert REASON in page
        assert (claim.version, LedgerEntry.objects.count()) == (2, 1)

    def test_what_the_page_sends_back_saves_it(self, editor):
        claim = make_published()
        asked = editor.post(
            change_page(claim), filled(claim, statement="Line one.\r\nLine “two” <b>.", reason=REASON, _continue="1")
        )

        response = editor.post(change_page(claim), {**dict(asked.context["typed"]), "_confirmed": "1"})

        claim.refresh_from_db()
        assert claim.statement == "Line one.\r\nLine “two” <b>."
        assert response.url == change_page(claim)
        assert json.loads(LedgerEntry.objects.first().body)["reason"] == REASON

    def test_going_back_keeps_everything_typed_and_saves_nothing(self, editor):
        claim = make_published()
        asked = editor.post(change_page(claim), filled(claim, statement="Typed with care.", reason=REASON))

        response = editor.post(change_page(claim), {**dict(asked.context["typed"]), "_back": "1"})

        page = response.content.decode()
        assert ("Typed with care." in page, REASON in page) == (True, True)
        assert ("Please correct" in page, "Error:" in page) == (False, False)
        assert told(response) == ["Nothing is saved yet. What you typed is kept below."]
        assert Claim.objects.get().version == 2

    def test_going_back_never_saves_even_when_confirmed_at_once(self, editor):
        claim = make_published()

        editor.post(change_page(claim), filled(claim, statement="Other.", reason=REASON, _back="1", _confirmed="1"))

        assert Claim.objects.get().statement == claim.statement

    def test_going_back_with_a_mistake_in_the_form_tells_it(self, editor):
        claim = make_published()

        response = editor.post(change_page(claim), filled(claim, statement="", reason=REASON, _back="1"))

        assert "statement" in form_of(response).errors
        assert "Please correct" in response.content.decode()

    def test_the_reason_stays_required(self, editor):
        claim = make_published()

        for reason in ("", "  "):
            response = editor.post(change_page(claim), filled(claim, statement="Other.", reason=reason, _confirmed="1"))
            assert form_of(response).errors["reason"] == ["This field is required."]

        assert Claim.objects.get().statement == claim.statement

    def test_a_reason_alone_is_no_change(self, editor):
        claim = make_published()

        response = editor.post(change_page(claim), filled(claim, reason=REASON))

        assert response.status_code == 302
        assert LedgerEntry.objects.count() == 1

    def test_relations_choices_citations_and_figures_are_told_in_words(self, editor):
        claim = make_published(kind="assertion")
        citation, quantity = claim.citations.get(), make_quantity(claim)
        other, source = make_claimant(name="Another army"), make_source(title="The other report")
        rows = [
            cited(citation, locator="paragraph 3"),
            {"source": source.pk, "bearing": "supports", "mode": "reported", "relayed_from": "", "locator": "02:15"},
        ]
        figure = {"id": quantity.pk, "claim": claim.pk, "DELETE": "on", "measure": "killed", "affected": "civilians"}
        figure |= {"unit": "people", "bound": "exact", "best": 17, "low": "", "high": "", "verbatim": "seventeen"}

        response = editor.post(
            change_page(claim),
            filled(claim, rows, [figure], claimant=other.pk, kind="accusation", reason=REASON),
        )

        found = {row.label: (row.old, row.new) for row in response.context["differences"]}
        assert found["Claimant"] == (str(claim.claimant), "Another army")
        assert found["Kind"] == ("Assertion", "Accusation")
        assert found[f"Citation {citation}: Locator"] == ("", "paragraph 3")
        assert "The other report (supports it)" in found["Citation added"][1]
        assert "Locator: 02:15" in found["Citation added"][1]
        assert found["Quantity deleted"] == (str(quantity), "")
        assert claim.citations.count() == 1

    def test_what_the_rules_refuse_is_told_before_one_is_asked(self, editor):
        claim = make_published()
        make_verdict(claim, "corroborated")
        supporting = claim.citations.get(bearing="supports")
        rows = [cited(row, **({"bearing": "context"} if row == supporting else {})) for row in claim.citations.all()]

        response = editor.post(change_page(claim), filled(claim, rows, reason=REASON))

        assert "Corroborated needs at least one citation" in " ".join(errors_of(response))

    def test_drafts_are_saved_at_once(self, editor):
        claim = make_claim()

        editor.post(change_page(claim), filled(claim, statement="Other."))

        assert Claim.objects.get().statement == "Other."

    def test_changed_by_another_before_it_was_confirmed_it_is_refused(self, editor):
        claim = make_published()
        asked = editor.post(change_page(claim), filled(claim, statement="Mine.", reason=REASON))
        claim.statement = "Theirs."
        workflow.revise(claim, by=make_editor(), reason="First.")

        response = editor.post(change_page(claim), {**dict(asked.context["typed"]), "_confirmed": "1"})

        assert Claim.objects.get().statement == "Theirs."
        assert "Mine." in response.content.decode()


class TestTwoEditorsFieldByField:
    def test_what_both_changed_is_shown_side_by_side_and_what_they_alone_changed_taken_over(self, editor, reviewer):
        claim = make_claim(statement="First words.", position="Yes", note="")
        mine = opened_page(editor, claim, statement="My words.", note="Typed with care.")
        reviewer.post(change_page(claim), filled(claim, statement="Their words.", position="No"))

        response = editor.post(change_page(claim), mine)

        form = form_of(response)
        assert [(change.name, change.theirs, change.yours, change.clash) for change in form.meanwhile] == [
            ("statement", "Their words.", "My words.", True),
            ("position", "No", "Yes", False),
        ]
        assert (form["statement"].value(), form["position"].value(), form["note"].value()) == (
            "My words.",
            "No",
            "Typed with care.",
        )
        page = response.content.decode()
        assertInHTML('<input type="radio" name="take-statement" value="theirs">', page)
        assertInHTML('<input type="radio" name="take-statement" value="yours" checked>', page)
        assert "changed by them alone, taken over" in page

    @pytest.mark.parametrize(("whose", "kept"), [("theirs", "Their words."), ("yours", "My words.")])
    def test_one_takes_over_theirs_or_keeps_ones_own(self, editor, reviewer, whose, kept):
        claim = make_claim(statement="First words.")
        mine = opened_page(editor, claim, statement="My words.", note="Mine.")
        reviewer.post(change_page(claim), filled(claim, statement="Their words."))
        form = form_of(editor.post(change_page(claim), mine))

        editor.post(
            change_page(claim),
            {**mine, "seen": form["seen"].value(), "opened": form["opened"].value(), "take-statement": whose},
        )

        claim.refresh_from_db()
        assert (claim.statement, claim.note, claim.version) == (kept, "Mine.", 3)

    def test_relations_are_shown_by_name_and_taken_over(self, editor, reviewer):
        claim, theirs, own = make_claim(), make_claimant(name="Their army"), make_claimant(name="My army")
        mine = opened_page(editor, claim, claimant=own.pk)
        reviewer.post(change_page(claim), filled(claim, claimant=theirs.pk))

        (change,) = form_of(editor.post(change_page(claim), mine)).meanwhile
        editor.post(change_page(claim), {**mine, "seen": 2, "take-claimant": "theirs"})

        claim.refresh_from_db()
        assert (change.theirs, change.yours, claim.claimant) == ("Their army", "My army", theirs)

    def test_where_both_typed_the_same_nothing_is_asked(self, editor, reviewer):
        claim = make_claim(statement="First words.")
        mine = opened_page(editor, claim, statement="Same words.")
        reviewer.post(change_page(claim), filled(claim, statement="Same words."))

        assert form_of(editor.post(change_page(claim), mine)).meanwhile == []

    def test_a_third_change_meanwhile_is_shown_again(self, editor, reviewer):
        claim = make_claim(statement="First words.")
        mine = opened_page(editor, claim, statement="My words.")
        reviewer.post(change_page(claim), filled(claim, statement="Their words."))
        form = form_of(editor.post(change_page(claim), mine))
        claim.refresh_from_db()
        reviewer.post(change_page(claim), filled(claim, statement="Newest words."))

        again = {**mine, "seen": form["seen"].value(), "opened": form["opened"].value()}
        (change,) = form_of(editor.post(change_page(claim), again)).meanwhile

        assert (change.theirs, change.yours, change.clash) == ("Newest words.", "My words.", True)

    def test_a_value_that_cannot_be_read_is_shown_as_typed(self, editor, reviewer):
        claim = make_claim()
        mine = opened_page(editor, claim, claimant="abc", about="some day")
        reviewer.post(change_page(claim), filled(claim, claimant=make_claimant().pk, about="2023-10-08"))

        changes = form_of(editor.post(change_page(claim), mine)).meanwhile

        assert {change.name: change.yours for change in changes} == {"claimant": "abc", "about": "some day"}

    def test_a_published_claim_too_keeps_the_reason_typed(self, editor):
        claim = make_published()
        mine = opened_page(editor, claim, statement="My words.", reason=REASON)
        claim.statement = "Their words."
        workflow.revise(claim, by=make_editor(), reason="First.")

        response = editor.post(change_page(claim), mine)

        assert form_of(response)["reason"].value() == REASON
        assert [change.name for change in form_of(response).meanwhile] == ["statement"]

    def test_a_citation_added_meanwhile_stays(self, editor):
        claim = make_claim()
        mine = opened_page(editor, claim, note="Mine.")
        make_citation(claim)
        workflow.revise(claim, by=make_editor())

        form = form_of(editor.post(change_page(claim), mine))
        editor.post(change_page(claim), {**mine, "seen": form["seen"].value()})

        claim.refresh_from_db()
        assert (claim.note, claim.citations.count()) == ("Mine.", 1)

    def test_a_citation_that_stands_otherwise_than_it_was_typed_is_told(self, editor):
        claim = make_published()
        citation = claim.citations.get()
        mine = opened_page(editor, claim, citations=[cited(citation, excerpt="broke it")], reason=REASON)
        citation.locator = "paragraph 9"
        citation.save()
        workflow.revise(claim, by=make_editor(), reason="First.")

        response = editor.post(change_page(claim), mine)

        assert response.context["typed_otherwise"] == [
            Difference(f"Citation {citation}: Locator", "paragraph 9", ""),
            Difference(f"Citation {citation}: Excerpt", "", "broke it"),
        ]
        assertInHTML(removed("paragraph 9"), response.content.decode())

    def test_a_citation_deleted_meanwhile_is_kept_as_a_new_one(self, editor):
        claim = make_claim()
        gone, stays = make_citation(claim), make_citation(claim)
        rows = [cited(gone, excerpt="broke it"), cited(stays, excerpt="held"), {**cited(stays, locator="9"), "id": ""}]
        mine = opened_page(editor, claim, citations=rows)
        mine |= {"citations-INITIAL_FORMS": 2}
        gone.delete()
        workflow.revise(claim, by=make_editor())

        response = editor.post(change_page(claim), mine)
        editor.post(change_page(claim), {**mine, "seen": form_of(response)["seen"].value()})

        assert "This claim was changed while you were at it." in errors_of(response)[0]
        assert "broke it" in response.content.decode()
        assert sorted(claim.citations.values_list("source", "locator", "excerpt")) == sorted(
            [(gone.source_id, "", "broke it"), (stays.source_id, "", "held"), (stays.source_id, "9", "")]
        )

    def test_a_figure_deleted_meanwhile_is_kept_as_a_new_one(self, editor):
        claim = make_claim()
        quantity = make_quantity(claim)
        row = {"id": quantity.pk, "claim": claim.pk, "measure": "killed", "affected": "civilians", "unit": "people"}
        mine = opened_page(editor, claim, quantities=[{**row, "bound": "exact", "best": 16}])
        quantity.delete()
        workflow.revise(claim, by=make_editor())

        response = editor.post(change_page(claim), mine)
        editor.post(change_page(claim), {**mine, "seen": form_of(response)["seen"].value()})

        assert [quantity.best for quantity in claim.quantities.all()] == [16]

    @pytest.mark.parametrize("count", ["", "abc", "-1", "3"])
    def test_counts_of_rows_that_cannot_be_read_are_no_crash(self, editor, count):
        claim = make_claim()
        citation = make_citation(claim)
        fields = filled(claim, citations=[cited(citation, id=999)])

        for name in ("INITIAL", "TOTAL"):
            response = editor.post(change_page(claim), {**fields, f"citations-{name}_FORMS": count})
            assert response.status_code in (200, 302)


class TestNotKnownHowItWasOpened:
    @pytest.fixture(scope="class")
    @classmethod
    def mine(cls, rows_of_class):
        """Return the form of an editor whose claim another has changed meanwhile, and the claim's page."""
        claim = make_claim(statement="First words.")
        mine = filled(claim, statement="My words.")
        logged_in(make_editor()).post(change_page(claim), filled(claim, statement="Their words."))
        return change_page(claim), mine

    @pytest.mark.parametrize(
        "opened", ["", "nonsense", "[]", "{}", "3", '{"statement": 3}', "[" * 5000, '{"claimant": "abc"}', "null"]
    )
    def test_every_difference_is_asked(self, editor, mine, opened):
        address, typed = mine

        response = editor.post(address, {**typed, "opened": opened})

        changes = {change.name: change for change in form_of(response).meanwhile}
        assert (changes["statement"].theirs, changes["statement"].clash) == ("Their words.", True)
        assert form_of(response)["statement"].value() == "My words."
