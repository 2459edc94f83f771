"""How a number is meant and in what it is counted: what follows from the rest of a quantity where it is left empty."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q
from django.db.models.query_utils import DeferredAttribute

from claims.choices import Bound, Measure
from claims.models.fields import LineField

PEOPLE = {
    *(Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.CAPTURED, Measure.MISSING, Measure.SHOT),
    Measure.DISPLACED,
}
#: Units that name themselves where what is counted begins with them: days after the attack.
UNITS = {"people", "vehicles", "aircraft", "flights", "hours", "days", "weeks", "months"}

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
