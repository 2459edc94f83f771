import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.models import Assessment
from tests.factories import make_claim, make_editor, make_verdict
from tests.models.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


class TestAssessment:
    def test_a_decided_one_never_changes(self):
        assessment = make_verdict(make_claim(), "inconclusive")
        assessment.rationale = "On second thoughts."

        with pytest.raises(ValidationError, match="never changes"):
            assessment.save()
        with pytest.raises(ValidationError, match="never deleted"):
            assessment.delete()

    def test_a_proposal_may_be_dropped(self):
        claim = make_claim()
        proposal = Assessment.objects.create(claim=claim, number=1, status="refuted", rationale="No.")

        proposal.delete()

        assert not claim.assessments.exists()

    def test_the_database_knows_that_a_proposer_does_not_decide(self):
        editor = make_editor()
        assessment = Assessment(
            claim=make_claim(), number=1, status="verified", rationale="Seen.", state="approved",
            proposed_by=editor, decided_by=editor, decided_at=timezone.now(),
        )  # fmt: skip

        assert "claims_assessment_decider_is_not_proposer" in refused(assessment)

    def test_a_decided_one_names_its_decider(self):
        assessment = Assessment(claim=make_claim(), number=1, status="verified", rationale="Seen.", state="approved")

        assert "claims_assessment_decided_by_someone" in refused(assessment)

    def test_it_has_a_rationale(self):
        assessment = Assessment(claim=make_claim(), number=1, status="verified", rationale="")

        assert "claims_assessment_has_a_rationale" in refused(assessment)
