from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import pgettext

from claims.choices import OPPOSING_KINDS, UNDIRECTED_KINDS, Basis, LinkKind, LinkOrigin, LinkState
from claims.models.base import NaturalModel, editors_note
from claims.models.fields import ProseField
from claims.models.querysets import ClaimLinkQuerySet

if TYPE_CHECKING:
    from claims.models.claims import Claim


class ClaimLink(NaturalModel):
    """Two claims and how they stand to each other. Undirected kinds are stored once."""

    natural_fields = ("first__reference", "second__reference", "kind")

    first = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="links_from")
    second = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="links_to")
    kind = models.CharField(max_length=12, choices=LinkKind, default=LinkKind.CONTRADICTS)
    basis = models.CharField(
        max_length=12,
        choices=Basis,
        blank=True,
        help_text="Why the two differ. Only “Cannot both hold” makes them disputed.",
    )
    rationale = ProseField(help_text="Why, in a sentence or two: one day, one road, opposite answers.")
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.SUGGESTED, editable=False)
    origin = models.CharField(max_length=8, choices=LinkOrigin, default=LinkOrigin.EDITOR, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    note = editors_note()

    objects = ClaimLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link"
        ordering = ("pk",)
        permissions = [("confirm_claimlink", "Can confirm and reject links")]
        constraints = [
            models.UniqueConstraint(
                Least("first", "second"),
                Greatest("first", "second"),
                "kind",
                name="claims_link_pair_unique_per_kind",
                violation_error_message="These two claims are already linked this way.",
            ),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")),
                name="claims_link_joins_two_claims",
                violation_error_message="A claim cannot be linked with itself.",
            ),
            models.CheckConstraint(
                condition=~models.Q(rationale=""),
                name="claims_link_has_a_rationale",
                violation_error_message="Say why: a link needs a rationale.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=OPPOSING_KINDS) | ~models.Q(basis=""),
                name="claims_link_opposing_has_a_basis",
                violation_error_message="Claims that contradict or deny need a basis: why they differ.",
            ),
            models.CheckConstraint(
                condition=models.Q(state=LinkState.SUGGESTED) | models.Q(reviewed_at__isnull=False),
                name="claims_link_decided_at_a_time",
                violation_error_message="A decided link needs the time of its decision.",
            ),
        ]
        indexes = [
            models.Index(fields=["second", "state"], name="claims_link_to_claim"),
            models.Index(fields=["state", "kind"], name="claims_link_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.first.reference} {self.get_kind_display()} {self.second.reference}"

    @property
    def directed(self) -> bool:
        return self.kind not in UNDIRECTED_KINDS

    @property
    def disputing(self) -> bool:
        return self.kind in OPPOSING_KINDS and self.basis == Basis.INCOMPATIBLE

    @property
    def verb(self) -> str:
        """What the first claim does to the second, in words. To contradict is kept for what cannot both hold."""
        if self.kind == LinkKind.CONTRADICTS and not self.disputing:
            return pgettext("one claim to another", "differs from")
        return self.get_kind_display()

    def other_end(self, claim: "Claim") -> "Claim":
        return self.second if claim.pk == self.first_id else self.first
