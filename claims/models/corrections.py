from django.conf import settings
from django.db import models

from claims.choices import CorrectionState
from claims.models.fields import LineField, ProseField, QuotedField


class CorrectionRequest(models.Model):
    """What a reader says is wrong with a published claim."""

    claim = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="corrections")
    message = QuotedField()
    contact = LineField(max_length=200, blank=True, help_text="Only reviewers see it.")
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.OPEN)
    answer = ProseField(blank=True, help_text="What was done, for the public.")
    received_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("received_at",)
        permissions = [("answer_correctionrequest", "Can answer correction requests")]
        indexes = [models.Index(fields=["state", "received_at"], name="claims_correction_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=CorrectionState.OPEN)
                | (models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(answer="")),
                name="claims_correction_answered_by_someone",
                violation_error_message="An answered request says who answered it, when, and what was done.",
            ),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.claim.reference}"
