"""A figure that a claim gives. How it is meant and in what it is counted follow where they are left empty."""

from collections.abc import Callable, Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import Bound, Measure
from claims.models.base import NaturalModel, NaturalQuerySet, Row
from claims.models.fields import MAX_EXACT_INTEGER, LineField, NumberField
from claims.text.formatting import in_digits

PEOPLE = {
    *(Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.CAPTURED, Measure.MISSING, Measure.SHOT),
    Measure.DISPLACED,
}
#: Units that name themselves where what is counted begins with them: days after the attack.
UNITS = {"people", "vehicles", "aircraft", "flights", "hours", "days", "weeks", "months"}

NUMBERS = ("low", "best", "high")
#: How one number that is not exact is said; of a range of which only one end is known, no more than that.
BOUNDED: dict[str, str | Promise] = {
    Bound.ABOUT: gettext_lazy("about %(number)s"),
    Bound.AT_LEAST: gettext_lazy("at least %(number)s"),
    Bound.AT_MOST: gettext_lazy("at most %(number)s"),
}
NONE_GIVEN = Q(low=None, best=None, high=None)
_BEST_ALONE = (Q(low=None) | Q(low=F("best"))) & (Q(high=None) | Q(high=F("best"))) & ~Q(best=None)
_ENDS_MEET = ~Q(low=None) & ~Q(high=None) & Q(low=F("high"))
_ONE_NUMBER = _BEST_ALONE | (Q(best=None) & _ENDS_MEET)
_FROM_BELOW = ~Q(low=None) & (Q(best=None) | Q(best=F("low")))
_FROM_ABOVE = ~Q(high=None) & (Q(best=None) | Q(best=F("high")))
#: The numbers that each bound takes, in whatever order.
FITS: dict[str, Q] = {
    Bound.EXACT: _ONE_NUMBER,
    Bound.ABOUT: _ONE_NUMBER,
    Bound.AT_LEAST: Q(high=None) & (_FROM_BELOW | (Q(low=None) & ~Q(best=None))),
    Bound.AT_MOST: Q(low=None) & (_FROM_ABOVE | (Q(high=None) & ~Q(best=None))),
    Bound.RANGE: ~Q(low=None) & ~Q(high=None) & (Q(low__lt=F("high")) | Q(low__gt=F("high"))),
}
MISFITS: dict[str, str] = {
    Bound.EXACT: "“Exactly” takes one number, under best. Choose “Between” for two ends, or leave this empty.",
    Bound.ABOUT: "“About” takes one number, under best. Choose “Between” for two ends, or leave this empty.",
    Bound.AT_LEAST: "“At least” takes one number, under low, and none under high.",
    Bound.AT_MOST: "“At most” takes one number, under high, and none under low.",
    Bound.RANGE: "“Between” takes two ends: a low number and another high one.",
}


def fitting() -> Q:
    """Return the condition that a quantity's bound takes the numbers that are given."""
    found = NONE_GIVEN
    for bound, numbers in FITS.items():
        found |= Q(bound=bound) & numbers
    return found


def bound_of(low, best, high, verbatim):
    """Return the bound that follows from the numbers, or the words, that are given; nothing where none are."""
    given = {number for number in (low, best, high) if number is not None}
    if not given:
        return str(Bound.VAGUE) if verbatim else ""
    if len(given) > 1:
        return str(Bound.RANGE)
    if best is not None or (low is not None and high is not None):
        return str(Bound.EXACT)
    return str(Bound.AT_LEAST if high is None else Bound.AT_MOST)


def unit_of(measure, affected):
    """Return the unit that follows from what is counted; nothing where it has to be said."""
    if measure in PEOPLE:
        return "people"
    first = (affected or "").lower().partition(" ")[0]
    return first if first in UNITS else ""


class _Followed(DeferredAttribute):
    """The value that is stored, or, where that is empty, the one that follows."""

    field: "FollowingField"

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        return super().__get__(instance, cls) or self.field.following(lambda name: getattr(instance, name))

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class FollowingField(LineField):
    """A text that follows from other fields of its row, ``sources``, by ``rule``, wherever it is left empty."""

    descriptor_class = _Followed

    def __init__(self, *args, rule=None, sources=(), **kwargs):
        self.rule, self.sources = rule, sources
        super().__init__(*args, **{"blank": True, "default": "", **kwargs})

    def following(self, value_of: Callable[[str], Any]) -> str:
        """Return what follows from the other fields; ``value_of`` returns the value of one, by name."""
        return self.rule(*map(value_of, self.sources)) if self.rule else ""


def _up_to_largest(name: str) -> Q:
    return Q(**{name: None}) | Q(**{f"{name}__lte": MAX_EXACT_INTEGER})


class QuantityQuerySet(NaturalQuerySet[Row]):
    def of(self, claims: Iterable[Any]) -> Self:
        """Figures of some claims, each claim's in the order in which they were given."""
        return self.filter(claim__in=claims).order_by("pk")


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

    objects = QuantityQuerySet.as_manager()

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
                condition=Q(low=None) | Q(best=None) | Q(low__lte=F("best")),
                name="claims_quantity_low_up_to_best",
                violation_error_message="The low number cannot exceed the best one.",
            ),
            models.CheckConstraint(
                condition=Q(best=None) | Q(high=None) | Q(best__lte=F("high")),
                name="claims_quantity_best_up_to_high",
                violation_error_message="The best number cannot exceed the high one.",
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")),
                name="claims_quantity_low_up_to_high",
                violation_error_message="The low number cannot exceed the high one.",
            ),
            models.CheckConstraint(
                condition=(Q(bound=Bound.VAGUE) & NONE_GIVEN) | (~Q(bound=Bound.VAGUE) & ~NONE_GIVEN),
                name="claims_quantity_number_unless_vague",
                violation_error_message="Give at least one number; or choose “In words only” and give none.",
            ),
            models.CheckConstraint(
                condition=~Q(bound=Bound.VAGUE) | ~Q(verbatim=""),
                name="claims_quantity_vague_has_words",
                violation_error_message="A quantity in words needs the words.",
            ),
            models.CheckConstraint(
                condition=Q(bound=Bound.VAGUE) | fitting(),
                name="claims_quantity_bound_fits_its_numbers",
                violation_error_message="How the number is meant does not fit the numbers given.",
            ),
            models.CheckConstraint(
                condition=~Q(unit=""),
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
        numbers = {name: Value(getattr(self, name), number) for name in NUMBERS}
        return (FITS[self.bound] | NONE_GIVEN).check(numbers)

    @property
    def in_words(self) -> str:
        """The figure as a reader says it: "about 10", "60 to 80, most likely 70", or the words themselves.

        Numbers that an old entry of the ledger gives beside a bound that does not take them are said all the same.
        """
        if self.bound == Bound.VAGUE:
            return _("“%(words)s”") % {"words": self.verbatim}
        given = {name: in_digits(number) for name in NUMBERS if (number := getattr(self, name)) is not None}
        if self.bound in (Bound.AT_LEAST, Bound.AT_MOST) or self.low == self.high or not {"low", "high"} <= set(given):
            number = next(given[name] for name in ("best", "low", "high") if name in given)
            return str(BOUNDED.get(self.bound, "%(number)s")) % {"number": number}
        if self.best is None:
            return _("%(low)s to %(high)s") % given
        return _("%(low)s to %(high)s, most likely %(best)s") % given
