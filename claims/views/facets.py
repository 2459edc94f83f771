"""What can be chosen beside the list, and how many claims each choice leaves."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from claims.choices import CHECKABLE_KINDS, ClaimKind, Stake
from claims.filters import NOT_CHECKABLE, STATUSES, language_name, origins_in_words
from claims.models import Citation

SHOWN = 8


@dataclass
class Choice:
    value: str
    label: str
    count: int
    on: bool
    mark: str = ""


@dataclass
class Facet:
    name: str
    label: str
    choices: list[Choice]
    single: bool = False
    folded: bool = False
    hidden: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def on(self):
        return any(choice.on for choice in self.choices)


def facets(claims):
    """Return the facets of a ``ClaimFilter``, each counted with all other filters applied: a query each."""
    made = [
        _disputed(claims),
        _status(claims),
        _rows(claims, "claimant", "claimant__slug", "claimant__short_name", "claimant__name", "claimant__stake"),
        _tree(claims, "event"),
        _vocabulary(claims, "kind", "kind", ClaimKind.choices),
        _vocabulary(claims, "stake", "claimant__stake", Stake.choices, mark="k-"),
        _origins(claims),
        _rows(claims, "question", "question__slug", "question__text"),
        _tree(claims, "place"),
        _sources(claims),
        _languages(claims),
    ]
    for facet in made:
        facet.errors = claims.errors.get(facet.name, [])
        facet.folded = facet.name in ("question", "place", "source", "language", "stake", "origins")
    return [facet for facet in made if facet.choices or facet.errors]


def _facet(claims, name, found, *, single=False):
    """Make a facet of ``(value, label, count, mark)``: the most frequent, and whatever is chosen."""
    chosen = {each.value: each.text for each in claims.applied if each.name == name}
    listed = {value for value, *_rest in found}
    found = [*found, *((value, text, 0, "") for value, text in chosen.items() if value not in listed)]
    choices = [Choice(value, label, count, value in chosen, mark) for value, label, count, mark in found]
    shown = [choice for index, choice in enumerate(choices) if index < SHOWN or choice.on]
    return Facet(name, claims.filters[name].label, shown, single, hidden=len(choices) - len(shown))


def _counted(claims, name, *columns):
    selection = claims.selection(without=name).order_by()
    return selection.values_list(*columns).annotate(count=Count("pk"))


def _disputed(claims):
    counts: Counter[str] = Counter()
    for contradictions, count in _counted(claims, "disputed", "contradiction_count"):
        counts["true" if contradictions else "false"] += count
    choices = claims.filters["disputed"].extra["choices"]
    found = [(value, label, counts[value], "") for value, label in choices]
    return _facet(claims, "disputed", found, single=True)


def _status(claims):
    counts: Counter[str] = Counter()
    for status, kind, count in _counted(claims, "status", "status", "kind"):
        counts[status if kind in CHECKABLE_KINDS else NOT_CHECKABLE] += count
    found = [(value, label, counts[value], f"s-{value}") for value, label in STATUSES if counts[value]]
    return _facet(claims, "status", found)


def _vocabulary(claims, name, column, choices, mark=""):
    counts = dict(_counted(claims, name, column))
    found = [(value, label, counts[value], mark and mark + value) for value, label in choices if counts.get(value)]
    return _facet(claims, name, found)


def _origins(claims):
    counts = dict(_counted(claims, "origins", "independent_origins"))
    found = [("0", "None", counts.get(0, 0), "")]
    for least in (1, 2, 3):
        count = sum(count for number, count in counts.items() if number >= least)
        found.append((str(least), origins_in_words(least).capitalize(), count, ""))
    return _facet(claims, "origins", [each for each in found if each[2]], single=True)


def _rows(claims, name, slug, *labels_and_mark):
    """Count by a related row; its label is the first that is not empty, its mark its stake."""
    labels = [column for column in labels_and_mark if not column.endswith("stake")]
    marked = len(labels) < len(labels_and_mark)
    found = []
    for value, *rest, count in _counted(claims, name, slug, *labels_and_mark):
        label = next((text for text in rest[: len(labels)] if text), "")
        if value:
            found.append((value, label, count, f"k-{rest[-1]}" if marked else ""))
    return _facet(claims, name, _most_first(found))


def _tree(claims, name):
    tree = claims.filters[name].tree
    counts: Counter[int] = Counter()
    for pk, count in _counted(claims, name, name):
        for whole in tree.above(pk):
            counts[whole] += count
    found = [(tree.rows[pk].slug, str(tree.rows[pk]), count, "") for pk, count in counts.items()]
    return _facet(claims, name, _most_first(found))


def _sources(claims):
    cited = Citation.objects.filter(claim__in=claims.selection(without="source").order_by())
    counted = cited.order_by().values_list("source__slug", "source__title").annotate(Count("claim", distinct=True))
    return _facet(claims, "source", _most_first([(slug, title, count, "") for slug, title, count in counted]))


def _languages(claims):
    counted = _counted(claims, "language", "language")
    return _facet(claims, "language", _most_first([(tag, language_name(tag), n, "") for tag, n in counted if tag]))


def _most_first(found):
    return sorted(found, key=lambda each: (-each[2], each[1]))
