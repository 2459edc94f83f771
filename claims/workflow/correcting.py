"""Corrections: take a reader's request, answer it."""

from django.contrib.auth.models import User
from django.utils import timezone

from claims.choices import Act, CorrectionState
from claims.models import Claim, CorrectionRequest
from claims.rules.validation import missing_for_answer, missing_for_correction
from claims.workflow.transaction import enter, locked, record, refuse, require, write_transaction


def request_correction(claim: Claim, *, message: str, contact: str = "") -> CorrectionRequest:
    """Keep what a reader says is wrong with a published claim, for a reviewer to answer."""
    refuse(missing_for_correction(claim, message, contact))
    return CorrectionRequest.objects.create(claim=claim, message=message.strip(), contact=contact.strip())


@write_transaction()
def answer_correction(request: CorrectionRequest, *, by: User, state: str, answer: str) -> CorrectionRequest:
    """Answer a correction request, once; what was corrected on a published claim goes to its public history."""
    require(by, "claims.answer_correctionrequest", "answer correction requests")
    request = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    refuse(missing_for_answer(request, state, answer))
    request.state, request.answer = state, answer.strip()
    request.answered_by, request.answered_at = by, timezone.now()
    claim = locked(request.claim)
    if state == CorrectionState.CORRECTED and claim.is_published:
        claim.version += 1
        enter(claim, Act.CORRECT, by, request.answer)
        claim.save(update_fields=["version", "updated_at"])
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record(claim, by, f"Correction request: {request.get_state_display().lower()}.")
    return request
