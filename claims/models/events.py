from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from claims.dates import EDTFField, bounds_constraints, earliest_day, latest_day
from claims.models.base import NaturalModel, Row, editors_note, slug_constraint, slug_field
from claims.models.claims import Claim
from claims.models.fields import LineField, ProseField
from claims.models.trees import TreeQuerySet, refuse_cycle


class EventQuerySet(TreeQuerySet[Row]):
    def public(self) -> Self:
        """Events that a published claim is about, themselves or one of their parts."""
        named = Exists(Claim.objects.published().filter(event=OuterRef("pk")))
        return self.around_any(self.model.objects.filter(named))


class Event(NaturalModel):
    """Something that happened, or is said to have. Events nest."""

    parent_field = "part_of"

    title = LineField(max_length=200, help_text="Neutral and short: Fighting in and around Anefis.")
    slug = slug_field("anefis-fighting", page="claims:event")
    summary = ProseField(max_length=2000, blank=True, help_text="One or two sentences that no side would dispute.")
    date = EDTFField(help_text="2023-10-06, or 2023?-10-06 where the year is inferred.")
    earliest = earliest_day()
    latest = latest_day()
    place = models.ForeignKey("claims.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    part_of = models.ForeignKey("claims.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    note = editors_note()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("earliest", "title")
        constraints = [
            slug_constraint("event"),
            models.CheckConstraint(
                condition=models.Q(part_of=None) | ~models.Q(part_of=models.F("id")),
                name="claims_event_not_part_of_itself",
                violation_error_message="An event cannot be part of itself.",
            ),
            *bounds_constraints("event", "date", "earliest", "latest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("claims:event", args=[self.slug])

    def clean(self) -> None:
        refuse_cycle(self)
