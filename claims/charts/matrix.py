"""Matrix of claimants: seriated so that sides stand together, with counts of opposed claims in each cell."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

POWER_ITERATIONS = 300
SORT_DECIMALS = 6


@dataclass(frozen=True)
class Pair:
    """Two claimants (or one twice), with counts of pairs of claims that cannot both hold, that differ, that agree."""

    one: str
    other: str
    clashes: int = 0
    differences: int = 0
    agreements: int = 0

    @property
    def opposed(self):
        return self.clashes + self.differences


@dataclass(frozen=True)
class Cell:
    """Counts between the claimants of a row and a column; ``level`` from 0 to 2 is its intensity."""

    row: str
    column: str
    clashes: int = 0
    differences: int = 0
    level: int = 0

    @property
    def own(self):
        return self.row == self.column

    @property
    def empty(self):
        return not (self.clashes or self.differences)


@dataclass
class Matrix:
    """Rows of cells in the order of the claimants; ``strong`` is the least number of clashes of a filled cell."""

    order: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    strong: int = 3


def most_contradicting(pairs: Iterable[Pair]) -> list[str]:
    """Return the claimants with opposed pairs of claims, those with most first.

    Sorted by clashes, then differences, then claimant.
    """
    totals: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for pair in pairs:
        for end in {pair.one, pair.other}:
            clashes, differences = totals[end]
            totals[end] = (clashes + pair.clashes, differences + pair.differences)
    opposed = [(-clashes, -differences, end) for end, (clashes, differences) in totals.items() if clashes + differences]
    return [end for *_counts, end in sorted(opposed)]


def matrix(pairs: Sequence[Pair], shown: Sequence[str]) -> Matrix:
    """Return the matrix of the claimants ``shown``, in seriated order."""
    among = set(shown)
    pairs = [pair for pair in pairs if pair.one in among and pair.other in among]
    known = {(pair.one, pair.other): pair for pair in pairs} | {(pair.other, pair.one): pair for pair in pairs}
    strong = max(3, -(-max((pair.clashes for pair in pairs if pair.one != pair.other), default=0) // 2))
    order = seriated(shown, pairs)
    rows = [[_cell(row, column, known.get((row, column)), strong) for column in order] for row in order]
    return Matrix(order, rows, strong)


def _cell(row, column, pair, strong):
    if pair is None:
        return Cell(row, column)
    level = 2 if pair.clashes >= strong else 1 if pair.clashes else 0
    return Cell(row, column, pair.clashes, pair.differences, level)


def seriated(names: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    """Order names so that those who agree stand together and those who contradict each other apart (seriation).

    Unconnected names form groups of their own, the most contradicting first. Within a group the order is that of the
    leading eigenvector of its signed graph: agreement draws two names together, contradiction pushes them apart. The
    result depends on the pairs alone, not on the order in which they or the names are given.
    """
    ties = _ties(pairs)
    ranked = [name for name in most_contradicting(pairs) if name in set(names)]
    ranked += sorted(set(names) - set(ranked))
    ordered, seen = [], set()
    for name in ranked:
        if name not in seen:
            group = _joined(name, ties)
            seen |= group
            ordered += _by_side([each for each in ranked if each in group], ties)
    return ordered


def _ties(pairs):
    ties: dict[str, dict[str, int]] = defaultdict(dict)
    for pair in pairs:
        tie = pair.agreements - pair.differences - 2 * pair.clashes
        if pair.one != pair.other and (pair.opposed or pair.agreements):
            ties[pair.one][pair.other] = ties[pair.other][pair.one] = tie
    return ties


def _joined(name, ties):
    """Return the connected component of a name."""
    found, edge = {name}, [name]
    while edge:
        new = [other for other in ties[edge.pop()] if other not in found]
        found.update(new)
        edge += new
    return found


def _by_side(group, ties):
    """Order a group, given with its strongest name first, by its leading eigenvector (power iteration)."""
    places = {name: place for place, name in enumerate(group)}
    rows = [sorted((places[other], tie) for other, tie in ties[name].items() if other in places) for name in group]
    shift = max(sum(abs(tie) for _place, tie in row) for row in rows) + 1
    vector = [1.0] + [-1 / (place + 1) for place in range(1, len(group))]
    for _turn in range(POWER_ITERATIONS):
        vector = _normalised(
            [
                shift * own + sum(tie * vector[place] for place, tie in row)
                for own, row in zip(vector, rows, strict=True)
            ]
        )
    sign = -1 if vector[0] < 0 else 1
    return sorted(group, key=lambda name: (-round(sign * vector[places[name]], SORT_DECIMALS), places[name]))


def _normalised(vector):
    length = sum(value * value for value in vector) ** 0.5 or 1.0
    return [value / length for value in vector]
