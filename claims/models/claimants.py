from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from claims.choices import ClaimantKind, Reliability, Stake
from claims.models.base import NaturalModel, Row, editors_note, slug_constraint, slug_field
from claims.models.claims import Claim
from claims.models.fields import AddressField, LineField, ProseField, refuse_long_word
from claims.models.sources import Source
from claims.models.trees import TreeQuerySet, parents_of, refuse_cycle, top_of


class ClaimantQuerySet(TreeQuerySet[Row]):
    def public(self) -> Self:
        """Claimants of published claims, and publishers of what those cite."""
        named = self.model.objects.filter(Exists(Claim.objects.published().filter(claimant=OuterRef("pk")))).order_by()
        cited = Source.objects.public().order_by()
        return self.filter(Q(pk__in=named.values("pk")) | Q(pk__in=cited.values("publisher")))


class Claimant(NaturalModel):
    """Whoever asserts: an army, a coalition, a magazine, a person. A magazine can also publish sources."""

    parent_field = "part_of"

    name = LineField(
        max_length=200, help_text="In full: Permanent Strategic Framework for Peace, Security, and Development."
    )
    short_name = LineField(max_length=60, blank=True, help_text="As readers know it: CSP-PSD.")
    slug = slug_field("csp-psd", page="claims:claimant")
    kind = models.CharField(max_length=16, choices=ClaimantKind)
    stake = models.CharField(
        max_length=12, choices=Stake, default=Stake.UNKNOWN, help_text="How it stands to the conflict."
    )
    part_of = models.ForeignKey(
        "claims.Claimant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The body it belongs to. Publishers of one body count as one origin.",
    )
    aliases = ProseField(
        max_length=2000, validators=[refuse_long_word], blank=True, help_text="Other names, one a line."
    )
    reliability = models.CharField(
        max_length=1,
        choices=Reliability,
        default=Reliability.F,
        help_text="Admiralty code, judged apart from any one claim.",
    )
    reliability_note = ProseField(max_length=2000, blank=True, help_text="What the reliability rests on.")
    description = ProseField(max_length=2000, blank=True, help_text="One or two neutral sentences.")
    url = AddressField(blank=True)
    wikidata_id = LineField("Wikidata id", max_length=16, blank=True, help_text="Q912, for instance.")
    note = editors_note()

    objects = ClaimantQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [
            slug_constraint("claimant"),
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("id")),
                name="claims_claimant_not_part_of_itself",
                violation_error_message="A claimant cannot be part of itself.",
            ),
            models.CheckConstraint(
                condition=Q(wikidata_id="") | Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"),
                name="claims_claimant_wikidata_id_reads_q_number",
                violation_error_message="A Wikidata id is a Q and a number, like Q912.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("claims:claimant", args=[self.slug])

    @property
    def whole(self) -> "Claimant":
        """The body at the top of ``part_of``; the claimant itself where it is part of none."""
        rows = {row.pk: row for row in type(self).objects.around(self)}
        return rows[top_of(parents_of(rows.values()), self.pk)]

    def clean(self) -> None:
        refuse_cycle(self)
