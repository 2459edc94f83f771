"""An accepted batch is taken back whole, or not at all where something later rests on it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims import workflow
from claims.imports.accept import accept
from claims.imports.decide import reject
from claims.imports.rollback import roll_back
from claims.ledger.snapshots import claim_states
from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink, Event, LedgerEntry, Source
from claims.workflow.audit import breaches
from tests.factories import (
    make_citation,
    make_claim,
    make_editor,
    make_event,
    make_link,
    make_published,
    make_reviewer,
    make_source,
    make_verdict,
)
from tests.imports.files import citation_row, claim_row, claimant_row, make_ground, row, source_row, staged
from tests.imports.test_accept import finding_row, ids, link_row, whole

pytestmark = pytest.mark.django_db


def accepted(*rows, **kwargs):
    batch = staged(*rows, **kwargs)
    assert accept(batch, by=make_reviewer()).refusals == []
    return batch


def refusals(batch):
    with pytest.raises(ValidationError) as refused:
        roll_back(batch, by=make_reviewer())
    batch.refresh_from_db()
    assert batch.state == "decided"
    return refused.value.messages


class TestTakenBack:
    def test_what_it_published_is_withdrawn_and_stays_with_its_evidence(self):
        batch = accepted(*whole(), row("event", title="Spare", slug="spare"), name="Record")

        assert roll_back(batch, by=make_reviewer()) == (12, 3)

        batch.refresh_from_db()
        assert batch.state == "rolled_back"
        assert set(batch.rows.values_list("state", flat=True)) == {"rolled_back"}
        assert set(Claim.objects.values_list("publication", flat=True)) == {"withdrawn"}
        assert (ClaimLink.objects.get().state, Citation.objects.count(), Source.objects.count()) == ("rejected", 3, 1)
        assert (Claimant.objects.count(), Event.objects.count()) == (2, 0)
        assert '"reason":"Batch Record was rolled back."' in LedgerEntry.objects.first().body
        assert list(breaches()) == []

    def test_what_it_changed_stands_as_before(self):
        claimant, _source = make_ground()
        one = make_published(
            reference="X-1", claimant=claimant, statement="Before.", about="2023-10", event=make_event()
        )
        two = make_published(reference="X-2", claimant=claimant)
        make_link(one, two, rationale="Before.")
        make_verdict(one, "inconclusive", credibility="3")
        before = claim_states(Claim.objects.all())
        batch = accepted(
            claim_row(about="", event=["fight"]),
            row("event", slug="fight", title="A fight"),
            claimant_row(name="The other army", stake="party"),
            citation_row(),
            citation_row(mode="relayed", relayed_from=["X-1", "report", "states", ""], locator="2"),
            citation_row("X-2"),
            row("quantity", claim=["X-2"], measure="killed", affected="civilians", best=3),
            link_row(rationale="After."),
            finding_row(number=2, status="under_review"),
        )

        number, kept = roll_back(batch, by=make_reviewer())

        after = claim_states(Claim.objects.all())
        assert (number, kept) == (9, 0)
        assert after[one.pk].pop("assessment")["rationale"] == "Batch Record was rolled back."
        assert before[one.pk].pop("assessment")["status"] == "inconclusive"
        assert after == before
        assert after[one.pk]["status"] == "inconclusive"
        assert (ClaimLink.objects.get().rationale, ClaimLink.objects.get().state) == ("Before.", "confirmed")
        assert not Event.objects.filter(slug="fight").exists()
        assert list(breaches()) == []

    def test_what_still_waits_is_rejected(self):
        batch = staged(claimant_row("one"), claimant_row("two"))
        accept(batch, by=make_reviewer(), rows=ids(batch, "one"))

        roll_back(batch, by=make_reviewer())

        assert list(batch.rows.values_list("state", flat=True)) == ["rolled_back", "rejected"]
        assert not Claimant.objects.exists()

    def test_rows_that_rest_on_each_other_go_together(self):
        batch = accepted(claimant_row("one", part_of=["two"]), claimant_row("two"))

        assert roll_back(batch, by=make_reviewer()) == (2, 0)
        assert not Claimant.objects.exists()

    def test_a_claim_withdrawn_meanwhile_is_no_obstacle(self):
        batch = accepted(claimant_row(), source_row(), claim_row(), citation_row())
        workflow.withdraw(Claim.objects.get(), by=make_editor(), reason="So.")

        roll_back(batch, by=make_reviewer())

        assert Claim.objects.get().publication == "withdrawn"


class TestRefused:
    def test_what_rests_on_a_new_row_is_named(self):
        batch = accepted(claimant_row(), source_row())
        make_claim(reference="T-1", claimant=Claimant.objects.get())
        cited = make_claim(reference="T-2")
        make_citation(cited, source=Source.objects.get())

        assert refusals(batch) == [
            "The claim T-1 rests on the claimant army.",
            "The citation of T-2, report, states rests on the source report.",
        ]
        assert Claimant.objects.filter(slug="army").exists()

    def test_what_hangs_on_a_new_claim_since_is_named(self):
        batch = accepted(*whole())
        first = Claim.objects.get(reference="X-1")
        make_link(first, make_published(reference="T-1"))
        make_citation(first, source=make_source(slug="other"))
        make_claim(reference="T-2", claimant=first.claimant, supersedes=first)
        make_verdict(first, "under_review")

        assert set(refusals(batch)) == {
            "The link X-1 contradicts T-1 rests on the claim X-1.",
            "The citation of X-1, other, states rests on the claim X-1.",
            "The claim T-2 rests on the claim X-1.",
            "The claim T-2 rests on the claimant army.",
            "The assessment X-1, 2 rests on the claim X-1.",
        }
        assert not Claim.objects.filter(publication="withdrawn").exists()

    def test_what_was_changed_since_is_named(self):
        batch = accepted(*whole())
        claim = Claim.objects.get(reference="X-2")
        claim.statement = "The army has left the town."
        workflow.revise(claim, by=make_editor(), reason="Clearer.")

        assert refusals(batch) == ["The claim X-2 was changed since: statement."]

    def test_a_later_finding_is_named(self):
        make_published(reference="X-1")
        batch = accepted(finding_row())
        make_verdict(Claim.objects.get(), "under_review")

        assert refusals(batch) == ["X-1 was assessed since: X-1 no. 2: Under review."]

    def test_a_verdict_that_stood_before_takes_two_people(self):
        claim = make_published(reference="X-1")
        make_verdict(claim, "corroborated")
        batch = accepted(finding_row(number=2))

        assert refusals(batch) == ["X-1 had a verdict before, which takes two people: assess it at the desk first."]
        assert Assessment.objects.count() == 2

    def test_evidence_under_a_later_verdict_stays(self):
        claimant, _source = make_ground()
        make_published(reference="X-1", claimant=claimant)
        batch = accepted(
            claimant_row("paper", kind="media"), source_row("story", publisher=["paper"]),
            citation_row(source="story", bearing="supports"),
        )  # fmt: skip
        assessment = workflow.assess(
            Claim.objects.get(), status="corroborated", credibility="2", rationale="So.", by=make_editor()
        )
        workflow.approve_assessment(assessment, by=make_reviewer())

        assert "X-1 is corroborated." in refusals(batch)[0]
        assert Citation.objects.filter(bearing="supports").exists()

    def test_the_words_by_which_a_claim_was_taken_back_stay(self):
        claimant, _source = make_ground()
        claim = make_published(reference="X-1", claimant=claimant)
        batch = accepted(source_row("regret"), citation_row(source="regret", bearing="undermines", mode="own"))
        assessment = workflow.assess(claim, status="retracted", credibility="6", rationale="So.", by=make_editor())
        workflow.approve_assessment(assessment, by=make_reviewer())

        assert "X-1 is retracted." in refusals(batch)[0]
        assert Citation.objects.filter(mode="own").exists()

    def test_nothing_accepted_is_nothing_to_take_back(self):
        batch = staged(claimant_row())
        reject(batch, by=make_reviewer())
        batch.refresh_from_db()

        assert refusals(batch) == ["Nothing of this batch is accepted, so there is nothing to take back."]

    def test_the_loader_does_not_roll_back(self):
        loader = make_reviewer()
        batch = accepted(claimant_row(), by=loader)

        with pytest.raises(PermissionDenied, match="Whoever loaded a batch"):
            roll_back(batch, by=loader)
