from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from claims.choices import VERDICTS, AssessmentState, Credibility, Status
from claims.models.base import NaturalModel, NaturalQuerySet, Row
from claims.models.fields import ProseField

#: The greatest number that a PositiveIntegerField holds on every database.
MAX_FINDINGS = 2**31 - 1


class AssessmentQuerySet(NaturalQuerySet[Row]):
    def approved(self) -> Self:
        return self.filter(state=AssessmentState.APPROVED)

    def proposed(self) -> Self:
        return self.filter(state=AssessmentState.PROPOSED)

    def standing(self) -> Self:
        """The assessment that stands on each claim: of those approved, the one decided last."""
        later = Q(decided_at__gt=OuterRef("decided_at"))
        later |= Q(decided_at=OuterRef("decided_at"), number__gt=OuterRef("number"))
        return self.approved().exclude(Exists(self.model.objects.approved().filter(later, claim=OuterRef("claim"))))

    def newest_first(self) -> Self:
        """Approved ones decided last first, so that the standing one of each claim comes before its others."""
        return self.order_by(F("decided_at").desc(nulls_first=True), "-number")


class Assessment(NaturalModel):
    """An editor's finding on one claim. Once decided it never changes; a new one follows it."""

    natural_fields = ("claim__reference", "number")

    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField(
        validators=[MaxValueValidator(MAX_FINDINGS)], help_text="Counts the findings on one claim from 1."
    )
    status = models.CharField("verification status", max_length=12, choices=Status)
    credibility = models.CharField(max_length=1, choices=Credibility, default=Credibility.UNKNOWN)
    rationale = ProseField(help_text="What the finding rests on.")
    state = models.CharField(max_length=8, choices=AssessmentState, default=AssessmentState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_alone = models.BooleanField(
        default=False, help_text="Decided by its proposer, where four eyes are switched off."
    )
    decision_note = ProseField(blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("claim", "-number")
        permissions = [("decide_assessment", "Can approve and reject assessments")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "number"],
                name="claims_assessment_number_unique_per_claim",
                violation_error_message="This claim already has a finding of this number.",
            ),
            models.CheckConstraint(
                condition=~Q(rationale=""),
                name="claims_assessment_has_a_rationale",
                violation_error_message="Say what the finding rests on.",
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.PROPOSED) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="claims_assessment_decided_by_someone",
                violation_error_message="A decided assessment names who decided it and when.",
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.PROPOSED)
                | ~Q(status__in=VERDICTS)
                | Q(decided_alone=True)
                | Q(proposed_by=None)
                | ~Q(decided_by=F("proposed_by")),
                name="claims_assessment_decider_is_not_proposer",
                violation_error_message="Whoever proposed a verdict does not decide on it.",
            ),
        ]
        indexes = [models.Index(fields=["state", "proposed_at"], name="claims_assessment_waiting")]

    def __str__(self) -> str:
        return f"{self.claim.reference} no. {self.number}: {self.get_status_display()}"

    @property
    def decided(self) -> bool:
        return self.state != AssessmentState.PROPOSED

    @property
    def is_verdict(self) -> bool:
        return self.status in VERDICTS

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and type(self).objects.filter(pk=self.pk).exclude(state=AssessmentState.PROPOSED).exists():
            raise ValidationError("A decided assessment never changes; record a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.decided:
            raise ValidationError("A decided assessment is never deleted; record a new one.")
        return super().delete(*args, **kwargs)
