from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from claims.choices import SourceKind
from claims.dates import EDTFField, bounds_constraints, earliest_day, latest_day
from claims.models.base import NaturalModel, NaturalQuerySet, Row, editors_note, slug_constraint, slug_field
from claims.models.claims import Claim
from claims.models.fields import AddressField, LineField


class SourceQuerySet(NaturalQuerySet[Row]):
    def public(self) -> Self:
        """Documents that a published claim cites."""
        return self.filter(Exists(Claim.objects.published().filter(citations__source=OuterRef("pk"))))


class Source(NaturalModel):
    """One document in which claims stand: an article, a communiqué, a broadcast, a post, a report."""

    title = LineField(max_length=300, help_text="Its title, or what it is in our words.")
    slug = slug_field("rfi-2023-10-07-anefis", page="claims:source")
    kind = models.CharField(max_length=16, choices=SourceKind)
    publisher = models.ForeignKey(
        "claims.Claimant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        help_text="Who put it out. Without one it cannot count as an origin.",
    )
    author = LineField(max_length=200, blank=True)
    language = LineField(max_length=12, blank=True, help_text="Language tag: fr, en, ar.")
    published = EDTFField("published on", help_text="2023-10-07, or 2023-10 where the day is not known.")
    earliest = earliest_day()
    latest = latest_day()
    accessed_on = models.DateField("read on", null=True, blank=True)
    url = AddressField("address", max_length=500, blank=True)
    archive_url = AddressField("archived copy", max_length=500, blank=True)
    sha256 = models.CharField(
        "SHA-256 of the copy read",
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", "A SHA-256 is 64 hexadecimal digits in lower case.")],
    )
    note = editors_note()

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("-earliest", "title")
        constraints = [
            slug_constraint("source"),
            models.UniqueConstraint(
                fields=["url"],
                condition=~models.Q(url=""),
                name="claims_source_url_unique_if_given",
                violation_error_message="A source with this address is already recorded.",
            ),
            *bounds_constraints("source", "published", "earliest", "latest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("claims:source", args=[self.slug])
