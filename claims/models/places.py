from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from claims.choices import PlaceKind
from claims.models.base import NaturalModel, Row, editors_note, slug_constraint, slug_field
from claims.models.claims import Claim
from claims.models.fields import LineField, ProseField
from claims.models.trees import TreeQuerySet, refuse_cycle

#: Words of a coordinate note by which a point counts as inferred.
INFERRED = ("inferred", "not confirmed", "disagree")


class PlaceQuerySet(TreeQuerySet[Row]):
    def public(self) -> Self:
        """Places that a published claim names, themselves or one of their parts."""
        named = Exists(Claim.objects.published().filter(place=OuterRef("pk")))
        return self.around_any(self.model.objects.filter(named))


class Place(NaturalModel):
    """Somewhere that claims and events name. Coordinates only where a source gives them."""

    parent_field = "part_of"

    name = LineField(max_length=120)
    slug = slug_field("anefis")
    kind = models.CharField(max_length=12, choices=PlaceKind)
    part_of = models.ForeignKey("claims.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    latitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True, help_text="Degrees north (WGS 84), 18.04390."
    )
    longitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True, help_text="Degrees east (WGS 84), 0.60310."
    )
    coordinate_note = ProseField(
        max_length=2000, blank=True, help_text="Where the coordinates come from and how sure they are."
    )
    note = editors_note()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [
            slug_constraint("place"),
            models.CheckConstraint(
                condition=models.Q(part_of=None) | ~models.Q(part_of=models.F("id")),
                name="claims_place_not_part_of_itself",
                violation_error_message="A place cannot be part of itself.",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None) | models.Q(latitude__range=(-90, 90)),
                name="claims_place_latitude_in_range",
                violation_error_message="A latitude lies between -90 and 90.",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None) | models.Q(longitude__range=(-180, 180)),
                name="claims_place_longitude_in_range",
                violation_error_message="A longitude lies between -180 and 180.",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="claims_place_has_both_coordinates_or_none",
                violation_error_message="Give both coordinates or none.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def coordinates_inferred(self) -> bool:
        """Whether there is a point and its note says that it is inferred, not confirmed, or that sources disagree."""
        note = self.coordinate_note.lower()
        return self.latitude is not None and any(words in note for words in INFERRED)

    def clean(self) -> None:
        refuse_cycle(self)
