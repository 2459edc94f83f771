from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from claims.choices import (
    AGREEING_KINDS,
    OPPOSING_KINDS,
    UNDIRECTED_KINDS,
    Basis,
    LinkKind,
    LinkOrigin,
    LinkState,
    Publication,
)
from claims.models.base import NaturalModel, NaturalQuerySet, Row, editors_note
from claims.models.fields import ProseField

#: How a link reads from the claim that it begins at, and from the one that it ends at.
READINGS: dict[str, tuple[Promise, Promise]] = {
    LinkKind.CONTRADICTS: (_("Contradicts"), _("Contradicts")),
    LinkKind.DENIES: (_("Denies"), _("Denied by")),
    LinkKind.CORROBORATES: (_("Corroborates"), _("Corroborates")),
    LinkKind.QUALIFIES: (_("Qualifies"), _("Qualified by")),
    LinkKind.REPEATS: (_("Repeats"), _("Repeated by")),
    LinkKind.SUPERSEDES: (_("Replaces"), _("Replaced by")),
}
#: Hold of links that set two claims against each other, and of those that say that two agree.
IS_OPPOSING, IS_AGREEING = Q(kind__in=OPPOSING_KINDS), Q(kind__in=AGREEING_KINDS)


class ClaimLinkQuerySet(NaturalQuerySet[Row]):
    def get_by_natural_key(self, *key: Any) -> Any:
        first, second, kind = key
        either = Q(first__reference=first, second__reference=second)
        if kind in UNDIRECTED_KINDS:
            either |= Q(first__reference=second, second__reference=first)
        return self.get(either, kind=kind)

    def confirmed(self) -> Self:
        return self.filter(state=LinkState.CONFIRMED)

    def suggested(self) -> Self:
        return self.filter(state=LinkState.SUGGESTED)

    def opposing(self) -> Self:
        return self.filter(IS_OPPOSING)

    def incompatible(self) -> Self:
        """Links that say of two claims that they cannot both hold."""
        return self.opposing().filter(basis=Basis.INCOMPATIBLE)

    def differing(self) -> Self:
        """Links that set two claims against each other while both can hold."""
        return self.opposing().exclude(basis=Basis.INCOMPATIBLE)

    def agreeing(self) -> Self:
        return self.filter(IS_AGREEING)

    def replacing(self) -> Self:
        return self.filter(kind=LinkKind.SUPERSEDES)

    def disputing(self) -> Self:
        """Confirmed links that make the claims at both ends disputed."""
        return self.confirmed().incompatible()

    def at_odds_with(self, link: Any) -> Self:
        """Confirmed links of the same two claims that cannot stand beside ``link``."""
        others = self.confirmed().between(link.first, link.second).exclude(pk=link.pk)
        if link.disputing:
            return others.agreeing()
        return others.incompatible() if link.agreeing else others.none()

    def public(self) -> Self:
        """Confirmed links between published claims."""
        return self.confirmed().between_published()

    def between_published(self) -> Self:
        return self.filter(first__publication=Publication.PUBLISHED, second__publication=Publication.PUBLISHED)

    def of(self, *claims: Any) -> Self:
        return self.filter(Q(first__in=claims) | Q(second__in=claims))

    def between(self, one: Any, other: Any) -> Self:
        pair = {"low": min(one.pk, other.pk), "high": max(one.pk, other.pk)}
        return self.alias(
            low=Least(F("first_id"), F("second_id")), high=Greatest(F("first_id"), F("second_id"))
        ).filter(**pair)

    def for_reading(self) -> Self:
        return self.select_related("first__claimant", "second__claimant")

    def for_ledger(self) -> Self:
        """With the columns that an entry holds, and no others."""
        claims = ("first__reference", "second__reference")
        return self.select_related("first", "second").only("kind", "basis", "rationale", "state", *claims)


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
                condition=~Q(first=F("second")),
                name="claims_link_joins_two_claims",
                violation_error_message="A claim cannot be linked with itself.",
            ),
            models.CheckConstraint(
                condition=~Q(rationale=""),
                name="claims_link_has_a_rationale",
                violation_error_message="Say why: a link needs a rationale.",
            ),
            models.CheckConstraint(
                condition=~IS_OPPOSING | ~Q(basis=""),
                name="claims_link_opposing_has_a_basis",
                violation_error_message="Claims that contradict or deny need a basis: why they differ.",
            ),
            models.CheckConstraint(
                condition=Q(state=LinkState.SUGGESTED) | Q(reviewed_at__isnull=False),
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
    def opposing(self) -> bool:
        """Whether it sets two claims against each other, for whatever reason."""
        return self.kind in OPPOSING_KINDS

    @property
    def disputing(self) -> bool:
        """Whether it says of two claims that they cannot both hold."""
        return self.opposing and self.basis == Basis.INCOMPATIBLE

    @property
    def differing(self) -> bool:
        """Whether it sets two claims against each other while both can hold."""
        return self.opposing and not self.disputing

    @property
    def agreeing(self) -> bool:
        return self.kind in AGREEING_KINDS

    @property
    def verb(self) -> str:
        """What the first claim does to the second, in words: "denies"."""
        return pgettext("one claim to another", "differs from") if self._merely_differs else self.get_kind_display()

    def reading_from(self, claim: Any) -> str:
        """Return how it reads from one of its claims: "Denies" from the first is "Denied by" from the second."""
        if self._merely_differs:
            return str(_("Differs from"))
        forth, back = READINGS[self.kind]
        return str(forth if claim.pk == self.first_id else back)

    @property
    def _merely_differs(self) -> bool:
        """Whether to contradict would say too much: that is kept for what cannot both hold."""
        return self.kind == LinkKind.CONTRADICTS and not self.disputing

    def other_end(self, claim: Any) -> Any:
        return self.second if claim.pk == self.first_id else self.first
