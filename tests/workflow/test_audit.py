"""Each test plants a breach past every form and workflow, and sees check_claims name it."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims import workflow
from claims.models import Assessment, Citation, Claim, ClaimLink, Event, LedgerEntry
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_link,
    make_place,
    make_published,
    make_quantity,
    make_reviewer,
    make_source,
    make_verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


def report(**options):
    """Return the lines of check_claims and how it ended."""
    out = StringIO()
    try:
        call_command("check_claims", stdout=out, **options)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), None


def plant(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


class TestSilence:
    def test_a_sound_database_says_nothing(self):
        first, second = make_published(), make_published()
        make_link(first, second)
        make_verdict(first, "corroborated")
        make_verdict(second, "refuted")

        assert report() == ([], None)


class TestBreaches:
    @pytest.mark.parametrize("name", ["contradiction_count", "citation_count", "independent_origins"])
    def test_a_stored_count_that_is_off(self, name):
        claim = make_published(reference="KO-012")
        plant(claim, **{name: 7})

        lines, end = report()

        assert lines == [f"KO-012: {name} is 7, its rows say {getattr(claim, name)}."]
        assert end == "1 found."

    def test_a_status_that_nobody_decided(self):
        claim = make_published(reference="KO-012")
        plant(claim, status="inconclusive")

        assert report()[0] == [
            "KO-012: status is inconclusive, its rows say unverified.",
            "KO-012: the ledger says otherwise of its status.",
        ]

    def test_bounds_that_are_not_the_date_s(self):
        plant(make_published(reference="KO-012"), about_earliest=date(2020, 1, 1))
        plant(make_event(slug="anefis"), earliest=date(2020, 1, 1))
        plant(make_source(slug="rfi"), earliest=date(2020, 1, 1))

        assert report()[0] == [
            "KO-012: the bounds of about “2023-10-06” are not 2023-10-06 and 2023-10-06.",
            "event anefis: the bounds of date “2023-10-06” are not 2023-10-06 and 2023-10-06.",
            "source rfi: the bounds of published “2023-10-07” are not 2023-10-07 and 2023-10-07.",
        ]

    def test_a_date_that_cannot_be_read(self):
        plant(make_event(slug="anefis"), date="soon")

        assert "event anefis: date: “soon” is not a date we can read" in report()[0][0]

    def test_published_without_a_citation(self):
        claim = make_published(reference="KO-012")
        claim.citations.all().delete()
        plant(claim, citation_count=0, independent_origins=0)

        assert report()[0] == [
            "KO-012: published without a citation.",
            "KO-012: the ledger says otherwise of its citations.",
        ]

    @pytest.mark.parametrize("status", ["corroborated", "verified", "refuted"])
    def test_a_verdict_whose_evidence_is_gone(self, status):
        claim = make_published(reference="KO-012")
        make_verdict(claim, status)
        claim.citations.filter(bearing__in=["supports", "undermines"]).update(bearing="context")
        plant(claim, independent_origins=1)

        assert report()[0][0].startswith(f"KO-012: {status.capitalize()} needs at least one citation that")

    def test_a_verdict_on_what_is_not_checkable(self):
        claim = make_published(reference="KO-012", kind="demand")
        reviewer = make_reviewer()
        Assessment.objects.create(
            claim=claim, number=1, status="retracted", rationale="They took it back.", state="approved",
            decided_by=reviewer, decided_at=timezone.now(),
        )  # fmt: skip

        assert "KO-012: a verdict on what is not checkable (Retracted)." in report()[0]

    def test_two_verified_claims_that_cannot_both_hold(self):
        first, second = make_published(reference="KO-012"), make_published(reference="KO-013")
        made = make_link(first, second, basis="scope")
        make_verdict(first, "verified")
        make_verdict(second, "verified")
        ClaimLink.objects.filter(pk=made.pk).update(basis="incompatible")
        Claim.objects.update(contradiction_count=1)

        assert report()[0][0] == "KO-012: verified, and so is KO-013; they cannot both hold."

    def test_a_relay_from_another_claim(self):
        claim = make_published(reference="KO-012")
        relay = make_citation(claim, source=make_source(slug="copy"), mode="relayed")
        plant(relay, relayed_from=make_published().citations.get())

        assert report()[0][0] == "KO-012: its citation of copy relays from another claim’s."

    def test_a_claim_that_replaces_somebody_else_s(self):
        claim = make_published(reference="KO-012")
        plant(claim, supersedes=make_published(reference="KO-001"))

        assert report()[0][0] == "KO-012: replaces KO-001 of another claimant."

    @pytest.mark.parametrize(
        ("make", "name"), [(make_claimant, "claimant"), (make_place, "place"), (make_event, "event")]
    )
    def test_a_circle_of_parts(self, make, name):
        top = make(slug="top")
        below = make(slug="below", part_of=top)
        make(slug="aside", part_of=below)
        plant(top, part_of=below)

        assert report()[0] == [
            f"{name} top: its part_of comes back to it.",
            f"{name} below: its part_of comes back to it.",
        ]

    def test_a_circle_of_relays(self):
        claim = make_claim(reference="KO-012")
        one = make_citation(claim, source=make_source(slug="one"), mode="relayed")
        other = make_citation(claim, source=make_source(slug="other"), mode="relayed", relayed_from=one)
        plant(one, relayed_from=other)

        assert report()[0] == [
            "KO-012, citation of one: its relayed_from comes back to it.",
            "KO-012, citation of other: its relayed_from comes back to it.",
        ]

    def test_what_relays_in_a_circle_is_neither_published_nor_revised(self):
        claim = make_claim(reference="KO-012")
        one = make_citation(claim, source=make_source(title="One"), mode="relayed")
        plant(
            one, relayed_from=make_citation(claim, source=make_source(title="Other"), mode="relayed", relayed_from=one)
        )
        said = "KO-012: citations relay from each other in a circle: One, Other."

        with pytest.raises(ValidationError, match=said):
            workflow.publish(claim, by=make_editor())
        with pytest.raises(ValidationError, match=said):
            workflow.revise(claim, by=make_editor(), reason="So.")

    def test_a_circle_of_replacements(self):
        claimant = make_claimant()
        one = make_claim(reference="KO-1", claimant=claimant)
        other = make_claim(reference="KO-2", claimant=claimant, supersedes=one)
        plant(one, supersedes=other)

        assert report()[0] == ["KO-1: its supersedes comes back to it.", "KO-2: its supersedes comes back to it."]


class TestLedger:
    def test_a_published_claim_that_the_ledger_does_not_know(self):
        claim = make_claim(reference="KO-012")
        make_citation(claim)
        plant(claim, publication="published", published_at=timezone.now())

        assert report()[0] == ["KO-012: it is or was public, and the ledger does not say so."]

    def test_a_published_claim_whose_figure_was_changed(self):
        claim = make_published(reference="KO-012")
        make_quantity(claim)

        assert report()[0] == ["KO-012: the ledger says otherwise of its quantities."]

    def test_a_link_that_the_ledger_does_not_know(self):
        first, second = make_published(reference="KO-012"), make_published(reference="KO-013")
        plant(make_link(first, second), rationale="Because.")

        assert report()[0] == ["KO-012: the ledger says otherwise of its link: KO-012 contradicts KO-013."]

    def test_a_chain_that_is_broken(self):
        make_published(reference="KO-012")
        LedgerEntry.objects.update(body="{}")

        assert "ledger: from entry 1 on: it does not have the fields of an entry." in report()[0]

    def test_a_claimant_that_is_renamed_is_no_breach(self):
        plant(make_published().claimant, name="Another name")

        assert report() == ([], None)


class TestFix:
    def test_mends_what_other_rows_say(self):
        claim, event = make_published(reference="KO-012"), make_event(slug="anefis")
        plant(claim, citation_count=7, about_latest=date(2030, 1, 1))
        plant(event, latest=date(2030, 1, 1))

        lines, end = report(fix=True)

        assert (len(lines), end) == (3, None)
        assert all(line.endswith(" Mended.") for line in lines)
        assert report() == ([], None)

    def test_leaves_and_counts_what_needs_a_person(self):
        claim = make_published(reference="KO-012")
        Citation.objects.all().delete()

        lines, end = report(fix=True)

        assert ("KO-012: published without a citation." in lines, end) == (True, "2 breaches to mend by hand.")
        claim.refresh_from_db()
        assert claim.citation_count == 0

    def test_leaves_the_status_of_a_public_claim_to_the_desk(self):
        claim = make_published()
        plant(claim, status="inconclusive")

        assert report(fix=True)[1] == "2 breaches to mend by hand."

    def test_goes_through_more_rows_than_one_chunk(self, monkeypatch):
        monkeypatch.setattr("claims.workflow.audit.ROWS_PER_FETCH", 2)
        for number in range(5):
            plant(make_event(slug=f"event-{number}"), latest=date(2030, 1, 1))

        report(fix=True)

        assert set(Event.objects.values_list("latest", flat=True)) == {date(2023, 10, 6)}
