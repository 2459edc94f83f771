"""Assessments: propose a finding, approve or reject it."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils import timezone

from claims.choices import VERDICTS, Act, AssessmentState
from claims.models import Assessment, Claim
from claims.rules.validation import missing_for_status
from claims.workflow.counts import recount
from claims.workflow.transaction import enter, locked, record, refuse, require, typed, write_transaction


@write_transaction()
def assess(claim: Claim, *, status: str, credibility: str, rationale: str, by: User) -> Assessment:
    """Record a finding. A verdict waits for a second person; any other finding of an editor stands at once.

    Raises ValidationError when the evidence does not carry the status.
    """
    require(by, "claims.add_assessment", "assess claims")
    claim = locked(claim)
    refuse(missing_for_status(claim, status))
    last = claim.assessments.aggregate(last=Max("number"))["last"] or 0
    assessment = Assessment(
        claim=claim, number=last + 1, status=status, credibility=credibility, rationale=rationale.strip(),
        proposed_by=by, proposed_at=timezone.now(),
    )  # fmt: skip
    assessment.full_clean()
    assessment.save()
    if status not in VERDICTS and by.has_perm("claims.assess_claim"):
        return _decide_assessment(assessment, AssessmentState.APPROVED, by, "")
    record(claim, by, f"Proposed: {assessment.get_status_display()}.")
    return assessment


@write_transaction()
def approve_assessment(assessment: Assessment, *, by: User, note: str = "") -> Assessment:
    """Make a proposed assessment the claim's standing one.

    Raises PermissionDenied when ``by`` proposed it, ValidationError when the evidence does not carry its status.
    """
    require(by, "claims.decide_assessment", "decide on assessments")
    assessment = _proposed(assessment)
    _refuse_own(assessment, by)
    refuse(missing_for_status(assessment.claim, assessment.status))
    return _decide_assessment(assessment, AssessmentState.APPROVED, by, typed(note))


@write_transaction()
def reject_assessment(assessment: Assessment, *, by: User, note: str) -> Assessment:
    """Set a proposed assessment aside, saying why."""
    require(by, "claims.decide_assessment", "decide on assessments")
    assessment = _proposed(assessment)
    _refuse_own(assessment, by)
    note = typed(note)
    if not note:
        raise ValidationError("Say why it is rejected.")
    return _decide_assessment(assessment, AssessmentState.REJECTED, by, note)


def _proposed(assessment: Assessment) -> Assessment:
    assessment = Assessment.objects.select_for_update(of=("self",)).select_related("claim").get(pk=assessment.pk)
    if assessment.decided:
        raise ValidationError(f"{assessment} is decided already.")
    return assessment


def _refuse_own(assessment: Assessment, by: User) -> None:
    if settings.CLAIMS_FOUR_EYES and assessment.is_verdict and assessment.proposed_by_id == by.pk:
        raise PermissionDenied("Whoever proposed a verdict does not decide on it: ask another reviewer.")


def _decide_assessment(assessment: Assessment, state: AssessmentState, by: User, note: str) -> Assessment:
    assessment.state, assessment.decided_by = state, by
    assessment.decided_at = max(timezone.now(), assessment.claim.decided_at + timedelta.resolution)
    assessment.decided_alone = assessment.is_verdict and assessment.proposed_by_id == by.pk
    assessment.decision_note = note
    claim = assessment.claim
    public = state == AssessmentState.APPROVED and claim.public_once
    if public:
        claim.status, claim.version = assessment.status, claim.version + 1
        enter(claim, Act.ASSESS, by, assessment.decision_note, assessment)
    assessment.save(update_fields=["state", "decided_by", "decided_at", "decided_alone", "decision_note"])
    if public:
        claim.save(update_fields=["status", "version", "updated_at"])
    recount(Claim.objects.filter(pk=claim.pk))
    record(claim, by, f"{assessment.get_status_display()}: {assessment.get_state_display().lower()}.")
    return assessment
