"""The finding that stands is the one decided last, wherever it is read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import workflow
from claims.ledger import chain
from claims.models import Assessment, Claim
from claims.workflow.audit import breaches
from tests.factories import make_citation, make_editor, make_published, make_reviewer

pytestmark = pytest.mark.django_db


def judged_out_of_order():
    """Approve the second of two findings first."""
    claim = make_published(reference="KO-1")
    make_citation(claim, bearing="supports")
    make_citation(claim, bearing="undermines")
    findings = [
        workflow.assess(claim, status=status, credibility="2", rationale="So.", by=make_editor())
        for status in ("refuted", "corroborated")
    ]
    for finding in reversed(findings):
        workflow.approve_assessment(finding, by=make_reviewer())
    claim.refresh_from_db()
    return claim


class TestStanding:
    def test_badge_page_ledger_and_api_say_the_same(self, client):
        claim = judged_out_of_order()
        workflow.revise(claim, by=make_editor(), reason="Another look.")

        page = client.get("/en/claims/KO-1/").context
        said = chain.newest_states(["KO-1"])["KO-1"]
        listed = client.get("/api/v1/claims/KO-1/?include=assessments").json()["assessments"]

        assert (claim.status, page["finding"].number) == ("refuted", 1)
        assert (said["status"], said["assessment"]["number"]) == ("refuted", 1)
        assert listed[0]["status"] == "refuted"
        assert list(breaches()) == []

    def test_only_one_of_a_claim_stands(self):
        claim = judged_out_of_order()

        assert [row.number for row in Assessment.objects.standing().filter(claim=claim)] == [1]

    @pytest.mark.usefixtures("guards_down")
    def test_the_newer_decision_stands_where_a_clock_ran_ahead_before(self):
        claim = judged_out_of_order()
        Assessment.objects.filter(claim=claim).update(decided_at=timezone.now() + timedelta(days=1))
        workflow.recount(Claim.objects.filter(pk=claim.pk))

        workflow.assess(claim, status="inconclusive", credibility="6", rationale="Open.", by=make_editor())

        claim.refresh_from_db()
        assert (claim.status, claim.assessments.standing().get().number) == ("inconclusive", 3)

    @pytest.mark.usefixtures("guards_down")
    def test_a_ledger_that_keeps_another_finding_is_named(self):
        claim = judged_out_of_order()
        Assessment.objects.filter(claim=claim, number=2).update(decided_at=timezone.now() + timedelta(days=1))

        assert [str(breach).partition(",")[0] for breach in breaches()] == [
            "KO-1: status is refuted",
            "KO-1: the ledger says otherwise of its assessment.",
        ]
