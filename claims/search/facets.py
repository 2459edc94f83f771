"""Facets of the list of claims: choices with counts.

Facets of few values are counted in one query, others in one each, grouped by id. Counts are cached until the ledger
grows. Questions and sources of more than ``COUNT_CAP`` claims are counted only on request (``?more=``).
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypedDict, cast

from django.core.cache import cache
from django.db.models import Count, ExpressionWrapper, F, QuerySet, Value
from django.db.models.fields import BooleanField
from django.db.models.functions import Least
from django.utils.functional import Promise
from django.utils.text import capfirst

from claims.choices import CHECKABLE_KINDS, ClaimKind, Stake
from claims.models import Citation, Claim, Claimant, Question, Source
from claims.models.claims import IS_DISPUTED, ClaimQuerySet
from claims.models.trees import line_up
from claims.search.claim_filter import DISPUTED, NOT_CHECKABLE, STATUSES, ClaimFilter, language_name, origins_in_words
from claims.search.names import NAMES_CACHE_SECONDS, edition
from claims.search.pagination import COUNT_CAP

FACET_VALUES_SHOWN, FACET_VALUES_LISTED = 8, 200
ORIGINS_CAP = 3
#: Facets of few values, counted in one query.
COUNTED_TOGETHER = ("disputed", "status", "kind", "origins", "language")
#: Facets of many values, not counted over more than ``COUNT_CAP`` claims unless asked for.
LONG_FACETS = ("question", "source")
FOLDED = ("question", "place", "source", "language", "stake", "origins")

#: A choice: value, label, count of claims, icon.
Counted = tuple[str, str, int, str]
Listed = tuple[str, str | Promise, int, str]


class Counts(TypedDict):
    """Counts by facet: by value, or for related rows as choices with labels."""

    disputed: Counter[str]
    status: Counter[str]
    kind: Counter[str]
    origins: Counter[str]
    language: Counter[str]
    stake: Counter[str]
    claimant: list[Counted]
    event: list[Counted]
    place: list[Counted]
    question: list[Counted]
    source: list[Counted]


@dataclass
class Choice:
    value: str
    label: str | Promise
    count: int
    on: bool
    mark: str = ""


@dataclass
class Facet:
    """A facet with its choices. ``hidden`` is the number of choices not shown; ``uncounted`` facets load on request."""

    name: str
    label: str
    choices: list[Choice]
    single: bool = False
    folded: bool = False
    opened: bool = False
    hidden: int = 0
    uncounted: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def on(self) -> bool:
        return any(choice.on for choice in self.choices)


def facets(claims: ClaimFilter, count: int, more: str = "") -> list[Facet]:
    """Return the facets of a selection, each counted with all other filters applied; ``more`` is shown in full."""
    uncounted = [name for name in LONG_FACETS if count > COUNT_CAP and name != more]
    found = _kept(claims, uncounted)
    made = [
        _facet(claims, name, choices, more, single=name in ("disputed", "origins")) for name, choices in _choices(found)
    ]
    for facet in made:
        facet.errors = claims.errors.get(facet.name, [])
        facet.folded, facet.uncounted = facet.name in FOLDED, facet.name in uncounted
    return [facet for facet in made if facet.choices or facet.errors or facet.uncounted]


def _facet(claims: ClaimFilter, name: str, found: Iterable[Listed], more: str, *, single: bool) -> Facet:
    """Return a facet with its most frequent choices and the chosen ones."""
    chosen = {each.value: each.text for each in claims.applied if each.name == name}
    listed = {value for value, *_rest in found}
    found = [*found, *((value, text, 0, "") for value, text in chosen.items() if value not in listed)]
    choices = [Choice(value, label, count, value in chosen, mark) for value, label, count, mark in found]
    most = FACET_VALUES_LISTED if name == more else FACET_VALUES_SHOWN
    shown = [choice for index, choice in enumerate(choices) if index < most or choice.on]
    hidden = 0 if name == more else len(choices) - len(shown)
    return Facet(name, claims.filters[name].label, shown, single, opened=name == more, hidden=hidden)


# Labels: not cached, since they are in the reader's language


def _choices(found: Counts) -> Iterator[tuple[str, Iterable[Listed]]]:
    """Yield ``(name, choices)`` of each facet in the order of the page."""
    yield "disputed", [(value, label, found["disputed"][value], "") for value, label in DISPUTED]
    yield "status", _listed(STATUSES, found["status"], "s-")
    yield "claimant", found["claimant"]
    yield "event", found["event"]
    yield "kind", _listed(ClaimKind.choices, found["kind"])
    yield "stake", _listed(Stake.choices, found["stake"], "k-")
    steps = [(str(least), capfirst(origins_in_words(least))) for least in range(ORIGINS_CAP + 1)]
    yield "origins", _listed(steps, found["origins"])
    yield "question", found["question"]
    yield "place", found["place"]
    yield "source", found["source"]
    yield "language", _most_first((tag, language_name(tag), n, "") for tag, n in found["language"].items() if tag)


def _listed(choices: Iterable[tuple[str, str | Promise]], counts: Counter[str], mark: str = "") -> list[Listed]:
    return [(value, label, counts[value], mark and mark + value) for value, label in choices if counts[value]]


def _most_first(found: Iterable[Counted]) -> list[Counted]:
    return sorted(found, key=lambda each: (-each[2], each[1]))


# Counts: cached by the ledger's head


def _kept(claims: ClaimFilter, uncounted: list[str]) -> Counts:
    """Return the counts of a selection, cached by ``edition()``."""
    asked = repr((edition(), claims.address(), uncounted))
    key = f"facets:{hashlib.sha256(asked.encode()).hexdigest()}"
    return cast(Counts, cache.get_or_set(key, lambda: _counts(claims, uncounted), NAMES_CACHE_SECONDS))


def _counts(claims: ClaimFilter, uncounted: list[str]) -> Counts:
    """Count every facet, each with all other filters applied."""
    all_applied = claims.selection()
    few = _count_few(all_applied)
    by = {name: all_applied if name not in claims.clean_values else claims.selection(name) for name in claims.filters}
    found = {name: few[name] if by[name] is all_applied else _count_few(by[name])[name] for name in COUNTED_TOGETHER}
    claimants, stakes = _by_claimant(by["claimant"])
    return {
        "disputed": found["disputed"],
        "status": found["status"],
        "kind": found["kind"],
        "origins": found["origins"],
        "language": found["language"],
        "stake": stakes if by["stake"] is by["claimant"] else _by_claimant(by["stake"])[1],
        "claimant": claimants,
        "event": _by_tree(claims, "event", by["event"]),
        "place": _by_tree(claims, "place", by["place"]),
        "question": [] if "question" in uncounted else _by_question(by["question"]),
        "source": [] if "source" in uncounted else _by_source(by["source"]),
    }


def _count_few(selection: ClaimQuerySet[Claim]) -> dict[str, Counter[str]]:
    contradicted = ExpressionWrapper(IS_DISPUTED, BooleanField())
    origins = Least(F("independent_origins"), Value(ORIGINS_CAP))
    grouped = selection.order_by().values_list("status", "kind", "language", contradicted, origins)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for status, kind, language, disputed, number, count in grouped.annotate(count=Count("pk")):
        counts["disputed"]["true" if disputed else "false"] += count
        counts["status"][status if kind in CHECKABLE_KINDS else NOT_CHECKABLE] += count
        counts["kind"][kind] += count
        counts["language"][language] += count
        for least in range(1, number + 1) if number else (0,):
            counts["origins"][str(least)] += count
    return {name: counts[name] for name in COUNTED_TOGETHER}


def _by(selection: ClaimQuerySet[Claim], column: str) -> QuerySet[Claim, tuple[int, int]]:
    """Return ``(id, count)`` of the related rows in ``column``, the highest count first."""
    named = selection.order_by().filter(**{f"{column}__isnull": False}).values_list(column)
    return named.annotate(count=Count("pk")).order_by("-count", column)


def _by_claimant(selection: ClaimQuerySet[Claim]) -> tuple[list[Counted], Counter[str]]:
    counts, stakes = dict(_by(selection, "claimant")), Counter[str]()
    found = []
    for row in Claimant.objects.only("slug", "name", "short_name", "stake").in_bulk(list(counts)).values():
        found.append((row.slug, str(row), counts[row.pk], f"k-{row.stake}"))
        stakes[row.stake] += counts[row.pk]
    return _most_first(found), stakes


def _by_tree(claims: ClaimFilter, name: str, selection: ClaimQuerySet[Claim]) -> list[Counted]:
    tree = claims.filters[name].tree
    counts: Counter[int] = Counter()
    for pk, count in _by(selection, name):
        for whole in line_up(tree.parents, pk):
            counts[whole] += count
    return _most_first((tree.rows[pk].slug, str(tree.rows[pk]), count, "") for pk, count in counts.items())


def _by_question(selection: ClaimQuerySet[Claim]) -> list[Counted]:
    return _labelled(Question, "text", _by(selection, "question")[:FACET_VALUES_LISTED])


def _by_source(selection: ClaimQuerySet[Claim]) -> list[Counted]:
    cited = Citation.objects.filter(claim__in=selection.order_by().values("pk")).order_by().values_list("source")
    return _labelled(
        Source,
        "title",
        cited.annotate(count=Count("claim", distinct=True)).order_by("-count", "source")[:FACET_VALUES_LISTED],
    )


def _labelled(model: type[Question | Source], label: str, counted: Iterable[tuple[int, int]]) -> list[Counted]:
    counts = dict(counted)
    rows = model.objects.only("slug", label).in_bulk(list(counts)).values()
    return _most_first((row.slug, getattr(row, label), counts[row.pk], "") for row in rows)
