from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelsearch import index

from claims.choices import CHECKABLE_KINDS, PUBLIC_ONCE, Bound, ClaimKind, Measure, Publication, Status
from claims.dates import EDTFField, bounds_constraints, earliest_day, latest_day
from claims.models.base import NaturalModel, editors_note
from claims.models.fields import MAX_EXACT_INTEGER, LineField, NumberField, ProseField, QuotedField, refuse_long_word
from claims.models.quantities import FITS, MISFITS, NONE_GIVEN, FollowingField, bound_of, fitting, unit_of
from claims.models.querysets import ClaimQuerySet, NaturalQuerySet
from claims.models.trees import refuse_cycle
from claims.text.formatting import in_digits
from claims.text.stemming import searchable

#: What a reference looks like, as a regular expression.
REFERENCE = r"^[A-Z]{1,5}-[0-9A-Z]{1,12}$"
#: How one number that is not exact is said; of a range of which only one end is known, no more than that.
BOUNDED: dict[str, str | Promise] = {
    Bound.ABOUT: gettext_lazy("about %(number)s"),
    Bound.AT_LEAST: gettext_lazy("at least %(number)s"),
    Bound.AT_MOST: gettext_lazy("at most %(number)s"),
}


NUMBERS = ("low", "best", "high")
#: When a claim without a finding was decided on: such come last.
NEVER = datetime.min.replace(tzinfo=UTC)


def new_reference() -> str:
    """Make up a short citable reference, like C-7K3Q9F. Letters that read like digits are left out."""
    return "C-" + get_random_string(6, "23456789ABCDEFGHJKMNPQRSTVWXYZ")


class Claim(index.Indexed, NaturalModel):
    """One assertion by one claimant, in our own neutral words, at most one checkable proposition."""

    natural_fields = ("reference",)

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
                condition=~models.Q(statement=""),
                name="claims_claim_has_a_statement",
                violation_error_message="A claim needs a statement.",
            ),
            models.UniqueConstraint(
                Upper("reference"),
                name="claims_claim_reference_unique_in_any_case",
                violation_error_message="Another claim has this reference, in other capitals. Choose another.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=CHECKABLE_KINDS) | models.Q(status=Status.UNVERIFIED),
                name="claims_claim_verdict_only_if_checkable",
                violation_error_message="Announcements, demands and calls get no verdict.",
            ),
            models.CheckConstraint(
                condition=models.Q(publication=Publication.PUBLISHED, published_at__isnull=False)
                | ~models.Q(publication=Publication.PUBLISHED),
                name="claims_claim_published_at_a_time",
                violation_error_message="A published claim needs the time of its publication.",
            ),
            models.CheckConstraint(
                condition=models.Q(supersedes=None) | ~models.Q(supersedes=models.F("id")),
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
                condition=models.Q(contradiction_count__gt=0),
                name="claims_claim_disputed_newest",
            ),
            models.Index(fields=["claimant", "publication", "-about_earliest", "-id"], name="claims_claim_of_claimant"),
            models.Index(fields=["event", "publication", "-about_earliest", "-id"], name="claims_claim_of_event"),
            models.Index(fields=["question", "publication", "-about_earliest", "-id"], name="claims_claim_of_question"),
            models.Index(fields=["publication", "status", "-about_earliest", "-id"], name="claims_claim_with_status"),
            models.Index(
                fields=["question", "publication"],
                condition=models.Q(contradiction_count__gt=0),
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
        refuse_cycle(self, "supersedes")
        if self.supersedes and self.claimant_id and self.supersedes.claimant_id != self.claimant_id:
            raise ValidationError({"supersedes": "A claim can only replace an earlier claim of the same claimant."})


def _up_to_largest(name: str) -> models.Q:
    return models.Q(**{name: None}) | models.Q(**{f"{name}__lte": MAX_EXACT_INTEGER})


class Quantity(NaturalModel):
    """A number that a claim gives, or the words it uses instead of one."""

    natural_fields = ("claim__reference", "measure", "affected", "unit")

    claim = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="quantities")
    measure = models.CharField(max_length=12, choices=Measure, help_text="What is counted.")
    affected = LineField(max_length=80, help_text="Who or what is counted: CSP-PSD fighters.")
    low = NumberField(null=True, blank=True)
    best = NumberField(null=True, blank=True, help_text="The number given.")
    high = NumberField(null=True, blank=True)
    unit = FollowingField(
        max_length=40,
        rule=unit_of,
        sources=("measure", "affected"),
        help_text="people, vehicles, aircraft, days. Empty: people, where people are counted.",
    )
    bound = FollowingField(
        max_length=8,
        choices=Bound,
        rule=bound_of,
        sources=("low", "best", "high", "verbatim"),
        help_text="Empty: follows from the numbers.",
    )
    verbatim = LineField(max_length=120, blank=True, help_text="As worded: heavy, several dozen. Words stay words.")

    objects = NaturalQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "quantities"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "measure", "affected", "unit"],
                name="claims_quantity_unique_per_claim",
                violation_error_message="This claim already has a quantity like this one.",
            ),
            models.CheckConstraint(
                condition=_up_to_largest("low") & _up_to_largest("best") & _up_to_largest("high"),
                name="claims_quantity_numbers_below_2_to_53",
                violation_error_message=(
                    f"A number is at most {MAX_EXACT_INTEGER}: the ledger holds none beyond it exactly."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(low=None) | models.Q(best=None) | models.Q(low__lte=models.F("best")),
                name="claims_quantity_low_up_to_best",
                violation_error_message="The low number cannot exceed the best one.",
            ),
            models.CheckConstraint(
                condition=models.Q(best=None) | models.Q(high=None) | models.Q(best__lte=models.F("high")),
                name="claims_quantity_best_up_to_high",
                violation_error_message="The best number cannot exceed the high one.",
            ),
            models.CheckConstraint(
                condition=models.Q(low=None) | models.Q(high=None) | models.Q(low__lte=models.F("high")),
                name="claims_quantity_low_up_to_high",
                violation_error_message="The low number cannot exceed the high one.",
            ),
            models.CheckConstraint(
                condition=(models.Q(bound=Bound.VAGUE) & NONE_GIVEN) | (~models.Q(bound=Bound.VAGUE) & ~NONE_GIVEN),
                name="claims_quantity_number_unless_vague",
                violation_error_message="Give at least one number; or choose “In words only” and give none.",
            ),
            models.CheckConstraint(
                condition=~models.Q(bound=Bound.VAGUE) | ~models.Q(verbatim=""),
                name="claims_quantity_vague_has_words",
                violation_error_message="A quantity in words needs the words.",
            ),
            models.CheckConstraint(
                condition=models.Q(bound=Bound.VAGUE) | fitting(),
                name="claims_quantity_bound_fits_its_numbers",
                violation_error_message="How the number is meant does not fit the numbers given.",
            ),
            models.CheckConstraint(
                condition=~models.Q(unit=""),
                name="claims_quantity_has_a_unit",
                violation_error_message="A quantity needs a unit.",
            ),
        ]

    def __str__(self) -> str:
        said = {"measure": self.get_measure_display(), "affected": self.affected, "figure": self.in_words}
        return _("%(measure)s, %(affected)s: %(figure)s") % said

    def clean(self) -> None:
        found = {}
        if not self.unit:
            found["unit"] = "Say in what it is counted: people, vehicles, aircraft, days."
        if self.bound in FITS and not self._fits():
            found["bound"] = MISFITS[self.bound]
        if found:
            raise ValidationError(found)

    def _fits(self) -> bool:
        number = models.PositiveBigIntegerField()
        numbers = {name: models.Value(getattr(self, name), number) for name in NUMBERS}
        return (FITS[self.bound] | NONE_GIVEN).check(numbers)

    @property
    def in_words(self) -> str:
        """The figure as a reader says it: "about 10", "60 to 80, most likely 70", or the words themselves.

        Numbers that an old entry of the ledger gives beside a bound that does not take them are said all the same.
        """
        if self.bound == Bound.VAGUE:
            return _("“%(words)s”") % {"words": self.verbatim}
        given = {
            name: in_digits(number) for name in ("low", "best", "high") if (number := getattr(self, name)) is not None
        }
        if self.bound in (Bound.AT_LEAST, Bound.AT_MOST) or self.low == self.high or not {"low", "high"} <= set(given):
            number = next(given[name] for name in ("best", "low", "high") if name in given)
            return str(BOUNDED.get(self.bound, "%(number)s")) % {"number": number}
        if self.best is None:
            return _("%(low)s to %(high)s") % given
        return _("%(low)s to %(high)s, most likely %(best)s") % given
