"""What can be chosen beside the list, and how many claims each choice leaves.

What has few values is counted in one query, what has many in one each, by ids alone. The counts are kept until the
ledger grows. Questions and sources of a selection beyond ``COUNT_CAP`` are counted only when somebody asks for them.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Count, ExpressionWrapper, F, Value
from django.db.models.fields import BooleanField
from django.db.models.functions import Least
from django.utils.text import capfirst

from claims.choices import CHECKABLE_KINDS, ClaimKind, Stake
from claims.models import Citation, Claimant, Question, Source
from claims.models.claims import IS_DISPUTED
from claims.models.trees import line_up
from claims.search.claim_filter import DISPUTED, NOT_CHECKABLE, STATUSES, language_name, origins_in_words
from claims.search.names import NAMES_CACHE_SECONDS, edition
from claims.search.pagination import COUNT_CAP

FACET_VALUES_SHOWN, FACET_VALUES_LISTED = 8, 200
ORIGINS_CAP = 3
#: What has few values, and is counted in one query.
COUNTED_TOGETHER = ("disputed", "status", "kind", "origins", "language")
#: What has too many values to count over a great many claims that nobody asked it of.
LONG_FACETS = ("question", "source")
FOLDED = ("question", "place", "source", "language", "stake", "origins")


@dataclass
class Choice:
    value: str
    label: str
    count: int
    on: bool
    mark: str = ""


@dataclass
class Facet:
    """``hidden`` choices have fewer claims than those shown; ``uncounted`` ones wait to be asked for."""

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
    def on(self):
        return any(choice.on for choice in self.choices)


def facets(claims, count, more=""):
    """Return the facets of a ``ClaimFilter``, each counted with all other filters applied; one may show ``more``."""
    uncounted = [name for name in LONG_FACETS if count > COUNT_CAP and name != more]
    found = _kept(claims, uncounted)
    made = [
        _facet(claims, name, choices, more, single=name in ("disputed", "origins"))
        for name, choices in _choices(claims, found)
    ]
    for facet in made:
        facet.errors = claims.errors.get(facet.name, [])
        facet.folded, facet.uncounted = facet.name in FOLDED, facet.name in uncounted
    return [facet for facet in made if facet.choices or facet.errors or facet.uncounted]


def _facet(claims, name, found, more, *, single):
    """Make a facet of ``(value, label, count, mark)``: the most frequent, and whatever is chosen."""
    chosen = {each.value: each.text for each in claims.applied if each.name == name}
    listed = {value for value, *_rest in found}
    found = [*found, *((value, text, 0, "") for value, text in chosen.items() if value not in listed)]
    choices = [Choice(value, label, count, value in chosen, mark) for value, label, count, mark in found]
    most = FACET_VALUES_LISTED if name == more else FACET_VALUES_SHOWN
    shown = [choice for index, choice in enumerate(choices) if index < most or choice.on]
    hidden = 0 if name == more else len(choices) - len(shown)
    return Facet(name, claims.filters[name].label, shown, single, opened=name == more, hidden=hidden)


# What the choices are called: each time, in the reader's language


def _choices(claims, found):
    """Yield each facet's name and its choices ``(value, label, count, mark)`` in the order of the page."""
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


def _listed(choices, counts, mark=""):
    return [(value, label, counts[value], mark and mark + value) for value, label in choices if counts[value]]


def _most_first(found: Iterable[tuple]):
    return sorted(found, key=lambda each: (-each[2], each[1]))


# How many: once for each head of the ledger


def _kept(claims, uncounted):
    """Return the counts of a selection as they were kept, or count."""
    asked = repr((edition(), claims.address(), uncounted))
    key = f"facets:{hashlib.sha256(asked.encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: _counts(claims, uncounted), NAMES_CACHE_SECONDS)


def _counts(claims, uncounted):
    """Count by every facet, each with the other filters applied."""
    all_applied = claims.selection()
    few = _count_few(all_applied)
    by = {name: all_applied if name not in claims.clean_values else claims.selection(name) for name in claims.filters}
    found = {name: few[name] if by[name] is all_applied else _count_few(by[name])[name] for name in COUNTED_TOGETHER}
    found["claimant"], stakes = _by_claimant(by["claimant"])
    found["stake"] = stakes if by["stake"] is by["claimant"] else _by_claimant(by["stake"])[1]
    found["event"], found["place"] = (_by_tree(claims, name, by[name]) for name in ("event", "place"))
    found["question"] = [] if "question" in uncounted else _by_question(by["question"])
    found["source"] = [] if "source" in uncounted else _by_source(by["source"])
    return found


def _count_few(selection):
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


def _by(selection, column):
    """Return ``(id, count)`` of the rows that claims name, the most first."""
    named = selection.order_by().filter(**{f"{column}__isnull": False}).values_list(column)
    return named.annotate(count=Count("pk")).order_by("-count", column)


def _by_claimant(selection):
    counts, stakes = dict(_by(selection, "claimant")), Counter[str]()
    found = []
    for row in Claimant.objects.only("slug", "name", "short_name", "stake").in_bulk(list(counts)).values():
        found.append((row.slug, str(row), counts[row.pk], f"k-{row.stake}"))
        stakes[row.stake] += counts[row.pk]
    return _most_first(found), stakes


def _by_tree(claims, name, selection):
    tree = claims.filters[name].tree
    counts: Counter[int] = Counter()
    for pk, count in _by(selection, name):
        for whole in line_up(tree.parents, pk):
            counts[whole] += count
    return _most_first((tree.rows[pk].slug, str(tree.rows[pk]), count, "") for pk, count in counts.items())


def _by_question(selection):
    return _labelled(Question, "text", _by(selection, "question")[:FACET_VALUES_LISTED])


def _by_source(selection):
    cited = Citation.objects.filter(claim__in=selection.order_by().values("pk")).order_by().values_list("source")
    return _labelled(
        Source,
        "title",
        cited.annotate(count=Count("claim", distinct=True)).order_by("-count", "source")[:FACET_VALUES_LISTED],
    )


def _labelled(model, label, counted):
    counts = dict(counted)
    rows = model.objects.only("slug", label).in_bulk(list(counts)).values()
    return _most_first((row.slug, getattr(row, label), counts[row.pk], "") for row in rows)
