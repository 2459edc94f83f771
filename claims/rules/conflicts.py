"""Find reasons why two claims may contradict each other. Hints, not verdicts. Pure: no query, no request."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from claims.choices import Basis, Bound, ClaimKind
from claims.dates import ANY_DAY, Bounds


@dataclass(frozen=True)
class Figure:
    """A quantity as a claim gives it. ``low`` and ``high`` are the least and the most that it can mean."""

    measure: str
    affected: str
    unit: str
    low: float
    high: float
    words: str


@dataclass(frozen=True)
class Facts:
    """What is compared of a claim."""

    reference: str
    kind: str = ClaimKind.ASSERTION
    question: int | None = None
    position: str = ""
    place: int | None = None
    about: Bounds = ANY_DAY
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Reason:
    """One hint: a sentence, and the ``Basis`` that a link would have."""

    sentence: str
    basis: str


def span(bound: str, low: float | None, best: float | None, high: float | None) -> tuple[float, float] | None:
    """Return the least and the greatest number that a quantity can mean; None for one in words only."""
    if bound == Bound.VAGUE:
        return None
    given = [number for number in (low, best, high) if number is not None]
    least = -inf if bound == Bound.AT_MOST else min(given)
    most = inf if bound == Bound.AT_LEAST else max(given)
    return least, most


def reasons(one: Facts, other: Facts) -> list[Reason]:
    """Return why two claims may contradict each other, strongest first; none where nothing speaks for it."""
    return [
        *_different_answers(one, other),
        *_denial(one, other),
        *_different_figures(one, other),
        *_different_days(one, other),
        *_different_places(one, other),
    ]


def _different_answers(one: Facts, other: Facts) -> Iterator[Reason]:
    if _same_question(one, other) and one.position and other.position:
        here, there = _plain(one.position), _plain(other.position)
        if here != there:
            yield Reason(
                f"They answer the same question differently: “{_bare(one.position)}” and “{_bare(other.position)}”.",
                Basis.INCOMPATIBLE,
            )


def _denial(one: Facts, other: Facts) -> Iterator[Reason]:
    denials = [claim.reference for claim in (one, other) if claim.kind == ClaimKind.DENIAL]
    if len(denials) == 1:
        yield Reason(f"{denials[0]} is a denial.", Basis.INCOMPATIBLE)


def _different_figures(one: Facts, other: Facts) -> Iterator[Reason]:
    for here in one.figures:
        for there in other.figures:
            if here.measure != there.measure or _plain(here.unit) != _plain(there.unit):
                continue
            if _plain(here.affected) != _plain(there.affected):
                yield Reason(f"They count different things: {here.affected}, {there.affected}.", Basis.AFFECTED)
            elif here.low > there.high or there.low > here.high:
                yield Reason(
                    f"Their figures for {here.affected} do not overlap: {here.words} and {there.words}.", Basis.COUNTING
                )


def _different_days(one: Facts, other: Facts) -> Iterator[Reason]:
    if one.about.earliest > other.about.latest or other.about.earliest > one.about.latest:
        yield Reason("They speak of different days, so both may hold.", Basis.PERIOD)


def _different_places(one: Facts, other: Facts) -> Iterator[Reason]:
    if one.place and other.place and one.place != other.place:
        yield Reason("They name different places, so both may hold.", Basis.PLACE)


def _same_question(one: Facts, other: Facts) -> bool:
    return one.question is not None and one.question == other.question


def _plain(words: str) -> str:
    return " ".join(_bare(words).casefold().split())


def _bare(words: str) -> str:
    return words.strip().rstrip(".")
