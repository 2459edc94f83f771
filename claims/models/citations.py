from typing import Self

from django.core.exceptions import ValidationError
from django.db import models

from claims.choices import Bearing, Mode, Publication
from claims.models.base import NaturalModel, NaturalQuerySet, Row
from claims.models.fields import LineField
from claims.models.trees import refuse_cycle


class CitationQuerySet(NaturalQuerySet[Row]):
    def public(self) -> Self:
        """Citations of published claims."""
        return self.filter(claim__publication=Publication.PUBLISHED)

    def for_reading(self) -> Self:
        return self.select_related("source__publisher", "relayed_from").order_by("source__earliest", "pk")


class Citation(NaturalModel):
    """How one source bears on one claim, where in it, and what it relays from."""

    natural_fields = ("claim__reference", "source__slug", "bearing", "locator")
    parent_field = "relayed_from"

    claim = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey("claims.Source", on_delete=models.PROTECT, related_name="citations")
    bearing = models.CharField(max_length=12, choices=Bearing, default=Bearing.STATES)
    mode = models.CharField(
        max_length=10,
        choices=Mode,
        default=Mode.REPORTED,
        help_text="A copy or a retelling is relayed, even where its origin is unknown.",
    )
    relayed_from = models.ForeignKey(
        "claims.Citation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="relays",
        help_text="The citation of the same claim that this one repeats.",
    )
    locator = LineField(max_length=120, blank=True, help_text="Where in the source: paragraph 3, 02:15, footnote 19.")
    excerpt = LineField(max_length=400, blank=True, help_text="A few words, no more than is needed.")

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "source", "bearing", "locator"],
                name="claims_citation_unique_per_place",
                violation_error_message="This source is already cited for this claim at this place.",
            ),
            models.CheckConstraint(
                condition=models.Q(relayed_from=None) | models.Q(mode=Mode.RELAYED),
                name="claims_citation_relays_only_if_relayed",
                violation_error_message="A citation that relays from another is “Relayed from elsewhere”.",
            ),
            models.CheckConstraint(
                condition=models.Q(relayed_from=None) | ~models.Q(relayed_from=models.F("id")),
                name="claims_citation_not_relayed_from_itself",
                violation_error_message="A citation cannot relay from itself.",
            ),
        ]
        indexes = [models.Index(fields=["source", "claim"], name="claims_citation_of_source")]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_bearing_display().lower()})"

    def clean(self) -> None:
        if self.relayed_from and self.relayed_from.claim_id != self.claim_id:
            raise ValidationError({"relayed_from": "A citation relays from another citation of the same claim."})
        refuse_cycle(self)
