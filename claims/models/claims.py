from datetime import UTC, datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.crypto import get_random_string
from modelsearch import index
from modelsearch.queryset import SearchableQuerySetMixin

from claims.choices import CHECKABLE_KINDS, PUBLIC_ONCE, Bearing, ClaimKind, LinkState, Publication, Status
from claims.dates import EDTFField, bounds_constraints, earliest_day, latest_day
from claims.models.base import NaturalModel, NaturalQuerySet, Row, editors_note
from claims.models.citations import Citation
from claims.models.fields import LineField, ProseField, QuotedField, refuse_long_word
from claims.models.links import ClaimLink
from claims.models.trees import refuse_cycle
from claims.text.stemming import searchable

#: What a reference looks like, as a regular expression.
REFERENCE = r"^[A-Z]{1,5}-[0-9A-Z]{1,12}$"
#: Holds of claims that cannot hold together with another.
IS_DISPUTED = Q(contradiction_count__gt=0)
#: Holds of claims that can be true or false.
IS_CHECKABLE = Q(kind__in=CHECKABLE_KINDS)
#: When a claim without a finding was decided on: such come last.
NEVER = datetime.min.replace(tzinfo=UTC)
#: Fields that only workflow writes: what was decided, and what follows from other rows.
WORKFLOW_FIELDS = (
    "publication",
    "published_at",
    "status",
    "contradiction_count",
    "citation_count",
    "independent_origins",
    "decided_at",
    "version",
)


def new_reference() -> str:
    """Make up a short citable reference, like C-7K3Q9F. Letters that read like digits are left out."""
    return "C-" + get_random_string(6, "23456789ABCDEFGHJKMNPQRSTVWXYZ")


class ClaimQuerySet(SearchableQuerySetMixin, NaturalQuerySet[Row]):
    def published(self) -> Self:
        return self.filter(publication=Publication.PUBLISHED)

    def public_once(self) -> Self:
        """Claims that are or were public."""
        return self.filter(publication__in=PUBLIC_ONCE)

    def withdrawn(self) -> Self:
        return self.filter(publication=Publication.WITHDRAWN)

    def disputed(self) -> Self:
        return self.filter(IS_DISPUTED)

    def undisputed(self) -> Self:
        return self.filter(contradiction_count=0)

    def checkable(self) -> Self:
        return self.filter(IS_CHECKABLE)

    def hanging_on(self, claimant: Any) -> Self:
        """Claims that a claimant or one of its parts makes, or on which it publishes a cited source."""
        family = type(claimant).objects.within(claimant).order_by().values("pk")
        cited = Citation.objects.filter(source__publisher__in=family)
        return self.filter(Q(claimant__in=family) | Q(pk__in=cited.order_by().values("claim")))

    def without_citation(self) -> Self:
        return self.filter(citation_count=0)

    def contradicted_but_unlinked(self) -> Self:
        """Claims with an undermining citation, or a differing answer to their question, and no link that says so."""
        links = ClaimLink.objects.opposing().exclude(state=LinkState.REJECTED)
        linked = Exists(links.filter(first=OuterRef("pk"))) | Exists(links.filter(second=OuterRef("pk")))
        citations = Citation.objects.filter(bearing=Bearing.UNDERMINES)
        answered = self.model.objects.exclude(position="").exclude(question=None).order_by().values("question")
        disagreed = answered.annotate(one=Min("position"), other=Max("position")).exclude(one=F("other"))
        against = Q(pk__in=citations.values("claim")) | (~Q(position="") & Q(question__in=disagreed.values("question")))
        return self.filter(against).exclude(linked)

    def for_listing(self) -> Self:
        return self.select_related("claimant", "event", "place", "question")


class Claim(index.Indexed, NaturalModel):
    """One assertion by one claimant, in our own neutral words, at most one checkable proposition."""

    natural_fields = ("reference",)
    parent_field = "supersedes"

    reference = LineField(
        max_length=20,
        unique=True,
        default=new_reference,
        validators=[RegexValidator(REFERENCE, "A reference is capitals, a hyphen, and digits or capitals: KO-012.")],
        help_text="Short and citable, never changes: KO-012.",
    )
    claimant = models.ForeignKey(
        "claims.Claimant", on_delete=models.PROTECT, related_name="claims", help_text="Who says it: the Malian army."
    )
    event = models.ForeignKey(
        "claims.Event",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        help_text="What it is about.",
    )
    question = models.ForeignKey(
        "claims.Question",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        help_text="The disputed point that it answers, if there is one.",
    )
    position = LineField(
        max_length=80, blank=True, help_text="Its answer to the question in a few words: Yes, it moved further."
    )
    place = models.ForeignKey("claims.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    kind = models.CharField(
        max_length=12,
        choices=ClaimKind,
        default=ClaimKind.ASSERTION,
        help_text="Announcements, demands and calls are neither true nor false and get no verdict.",
    )
    statement = ProseField(
        max_length=2000,
        validators=[refuse_long_word],
        help_text="Our own neutral words: The army moved further towards Kidal on 6 October 2023.",
    )
    quotation = QuotedField(
        validators=[refuse_long_word],
        blank=True,
        help_text="Words that a source itself puts in quotation marks, without the marks.",
    )
    original_text = QuotedField(
        validators=[refuse_long_word],
        blank=True,
        help_text="The claim in the language it was made in, where we have it.",
    )
    language = LineField(max_length=12, blank=True, help_text="Language tag of the original text: fr.")
    asserted = EDTFField(
        "said on",
        earliest="asserted_earliest",
        latest="asserted_latest",
        help_text="When it was said: 2023-10-06, or ../2023-10-07.",
    )
    asserted_earliest = earliest_day()
    asserted_latest = latest_day()
    about = EDTFField(
        "about",
        earliest="about_earliest",
        latest="about_latest",
        help_text="When it happened: 2023-10-06, or 2023?-10-06 where the year is inferred.",
    )
    about_earliest = earliest_day()
    about_latest = latest_day()
    publication = models.CharField(max_length=10, choices=Publication, default=Publication.DRAFT, editable=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.UNVERIFIED, editable=False)
    contradiction_count = models.PositiveIntegerField("contradictions", default=0, editable=False)
    citation_count = models.PositiveIntegerField("citations", default=0, editable=False)
    independent_origins = models.PositiveIntegerField(default=0, editable=False)
    decided_at = models.DateTimeField("newest finding at", default=NEVER, editable=False)
    supersedes = models.ForeignKey(
        "claims.Claim",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        help_text="The earlier claim of the same claimant that this one replaces.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    note = editors_note()

    objects = ClaimQuerySet.as_manager()

    search_fields = [
        index.SearchField("searchable_statement", boost=2),
        index.SearchField("searchable_names"),
        index.SearchField("searchable_quotation"),
        index.FilterField("publication"),
    ]

    class Meta:
        ordering = ("reference",)
        permissions = [
            ("publish_claim", "Can publish and withdraw claims"),
            ("assess_claim", "Can mark verification status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(statement=""),
                name="claims_claim_has_a_statement",
                violation_error_message="A claim needs a statement.",
            ),
            models.UniqueConstraint(
                Upper("reference"),
                name="claims_claim_reference_unique_in_any_case",
                violation_error_message="Another claim has this reference, in other capitals. Choose another.",
            ),
            models.CheckConstraint(
                condition=IS_CHECKABLE | Q(status=Status.UNVERIFIED),
                name="claims_claim_verdict_only_if_checkable",
                violation_error_message="Announcements, demands and calls get no verdict.",
            ),
            models.CheckConstraint(
                condition=Q(publication=Publication.PUBLISHED, published_at__isnull=False)
                | ~Q(publication=Publication.PUBLISHED),
                name="claims_claim_published_at_a_time",
                violation_error_message="A published claim needs the time of its publication.",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
                name="claims_claim_not_superseding_itself",
                violation_error_message="A claim cannot replace itself.",
            ),
            *bounds_constraints("claim", "asserted", "asserted_earliest", "asserted_latest"),
            *bounds_constraints("claim", "about", "about_earliest", "about_latest"),
        ]
        indexes = [
            models.Index(fields=["publication", "-about_earliest", "-id"], name="claims_claim_newest_event"),
            models.Index(fields=["publication", "about_latest", "id"], name="claims_claim_oldest_event"),
            models.Index(fields=["publication", "-asserted_earliest", "-id"], name="claims_claim_newest_said"),
            models.Index(fields=["publication", "-decided_at", "-id"], name="claims_claim_newest_decided"),
            models.Index(fields=["publication", "independent_origins", "id"], name="claims_claim_fewest_origins"),
            models.Index(fields=["publication", "-contradiction_count", "-id"], name="claims_claim_most_disputed"),
            models.Index(
                fields=["publication", "-about_earliest", "-id"],
                condition=Q(contradiction_count__gt=0),
                name="claims_claim_disputed_newest",
            ),
            models.Index(fields=["claimant", "publication", "-about_earliest", "-id"], name="claims_claim_of_claimant"),
            models.Index(fields=["event", "publication", "-about_earliest", "-id"], name="claims_claim_of_event"),
            models.Index(fields=["question", "publication", "-about_earliest", "-id"], name="claims_claim_of_question"),
            models.Index(fields=["publication", "status", "-about_earliest", "-id"], name="claims_claim_with_status"),
            models.Index(
                fields=["question", "publication"],
                condition=Q(contradiction_count__gt=0),
                name="claims_claim_disputed_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.statement}"

    def get_absolute_url(self) -> str:
        return reverse("claims:claim", args=[self.reference])

    @property
    def disputed(self) -> bool:
        return self.contradiction_count > 0

    @property
    def decided(self) -> bool:
        """Whether a finding on it stands; ``decided_at`` then says since when."""
        return self.decided_at > NEVER

    @property
    def checkable(self) -> bool:
        return self.kind in CHECKABLE_KINDS

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.publication == Publication.WITHDRAWN

    @property
    def public_once(self) -> bool:
        """Whether the public reads it or has read it; the ledger then says each of its versions."""
        return self.publication in PUBLIC_ONCE

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet["Claim"]:
        """Read claims together with the names that are indexed with them."""
        return super().get_indexed_objects().select_related("claimant", "event", "place")

    def searchable_statement(self) -> str:
        return searchable(self.statement)

    def searchable_names(self) -> str:
        names = [self.claimant.name, self.claimant.short_name, self.claimant.aliases, self.place, self.event]
        return searchable(" ".join(str(name) for name in names if name))

    def searchable_quotation(self) -> str:
        return searchable(f"{self.quotation} {self.original_text}")

    def clean(self) -> None:
        refuse_cycle(self)
        if self.supersedes and self.claimant_id and self.supersedes.claimant_id != self.claimant_id:
            raise ValidationError({"supersedes": "A claim can only replace an earlier claim of the same claimant."})
