"""Chart of linked claims: two columns of claims grouped by claimant, links as curves between the columns.

Labels stand outside the columns and curves run inside, so none crosses a label. The layout is deterministic: it does
not depend on the order of the claims and links.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claims.charts.label_layout import LINE, Box, shortened, text_width, wrapped
from claims.charts.shapes import rounded

MAX_GRAPH_CLAIMS, MAX_GRAPH_LINKS = 60, 150
ROW_HEIGHT, GROUP_GAP = 26.0, 12.0
DOT_RADIUS, MARK_RADIUS = 6.0, 7.0
LABEL_OFFSET, LABEL_MARGIN, MIN_LABEL_WIDTH = 5.0, 8.0, 90.0
SWEEPS = 8
#: Looks of links that carry a mark: "clash" cannot both hold, "differ" may.
MARKED = ("clash", "differ")
#: Weight of a link across the columns against a row of difference in their lengths.
ROWS_A_LINK = 6
ALONG = (0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75, 0.45, 0.55, 0.36, 0.64, 0.2, 0.8)


@dataclass(frozen=True)
class Node:
    """A claim: its reference as key, its claimant, and words to show where there is room."""

    key: str
    claimant: str
    words: str = ""
    href: str = ""


@dataclass(frozen=True)
class Tie:
    """A link between two claims, by their keys. ``look`` is one of ``MARKED``, else the kind."""

    first: str
    second: str
    kind: str
    look: str
    directed: bool = False


@dataclass(frozen=True)
class Group:
    """The claims of one claimant, and its name wrapped into lines."""

    claimant: str
    lines: tuple[str, ...]
    nodes: tuple[Node, ...]

    @property
    def head(self):
        return 6 + LINE * len(self.lines)

    @property
    def height(self):
        return self.head + ROW_HEIGHT * len(self.nodes) + GROUP_GAP


@dataclass(frozen=True)
class Label:
    """Text in a box: right-aligned in the left column, left-aligned (``mirrored``) in the right one."""

    words: str
    box: Box
    mirrored: bool

    @property
    def text_x(self):
        return self.box.x if self.mirrored else rounded(self.box.right)


@dataclass(frozen=True)
class Heading(Label):
    """A line of a claimant's name, above its claims."""


@dataclass(frozen=True)
class Dot(Label):
    """A claim laid out: its dot, and the label beside it."""

    node: Node
    x: float
    y: float
    reference: str

    @property
    def spans(self):
        """Return the label's parts as ``(CSS class, text)``, the reference next to the dot."""
        spans = [("strong", self.reference), *([("dim", self.words)] if self.words else [])]
        return spans if self.mirrored else spans[::-1]

    @property
    def target(self):
        """Return the hit area: the row from the label to the dot."""
        left = min(self.box.x, self.x - 2 * DOT_RADIUS)
        return Box(left, rounded(self.y - 12), rounded(max(self.box.right, self.x + 2 * DOT_RADIUS) - left), 24.0)


@dataclass(frozen=True)
class Edge:
    """A link laid out: its curve, the mark of its basis, and an arrow where it is directed."""

    tie: Tie
    d: str
    mark: tuple[float, float] | None
    arrow: str

    @property
    def look(self):
        return self.tie.look

    @property
    def bow(self):
        """Return the path of the mark: two triangles that meet."""
        x, y = self.mark or (0, 0)
        r, h = MARK_RADIUS, MARK_RADIUS - 2
        corners = [(x - r, y - h), (x, y), (x - r, y + h)], [(x + r, y - h), (x, y), (x + r, y + h)]
        return " ".join("M" + " ".join(f"{rounded(a):g},{rounded(b):g}" for a, b in each) + "z" for each in corners)


@dataclass
class GraphChart:
    width: int
    height: int = 0
    dots: list[Dot] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)


def graph_chart(nodes: Sequence[Node], ties: Sequence[Tie], width: int) -> GraphChart:
    """Lay out claims and their links in a given width."""
    keys = {node.key for node in nodes}
    ties = sorted(
        (tie for tie in ties if tie.first in keys and tie.second in keys),
        key=lambda tie: (tie.first, tie.second, tie.kind),
    )
    columns = _swept(_columns(_groups(nodes, _side(width)), ties), ties)
    chart = GraphChart(width, _height(columns))
    for column, top, mirrored in zip(columns, _tops(columns), (False, True), strict=True):
        _draw_column(chart, column, top, mirrored)
    _draw_edges(chart, ties)
    return chart


def _side(width):
    """Return the width of a column, dots included."""
    return rounded(min(width * 0.34, 330))


# Layout: columns and order of the claims


def _groups(nodes, room):
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: node.key):
        groups[node.claimant].append(node)
    return [Group(name, wrapped(name, room, bold=True), tuple(groups[name])) for name in sorted(groups)]


def _columns(groups, ties):
    """Split the groups into two columns of similar length, with as many links across as possible."""
    of = {node.key: group.claimant for group in groups for node in group.nodes}
    between: Counter[tuple[str, str]] = Counter()
    for tie in ties:
        one, other = of[tie.first], of[tie.second]
        between.update({(one, other), (other, one)} if one != other else ())
    totals: Counter[str] = Counter()
    for (one, _other), count in between.items():
        totals[one] += count
    columns: tuple[list[Group], list[Group]] = ([], [])
    for group in sorted(groups, key=lambda group: (-totals[group.claimant], group.claimant)):
        left, right = (_worth(group, columns[side], columns[1 - side], between) for side in (0, 1))
        columns[0 if left >= right else 1].append(group)
    return columns


def _worth(group, here, there, between):
    """Return the score of putting a group into column ``here``: links across, and balanced lengths."""
    across = sum(between[group.claimant, other.claimant] for other in there)
    inside = sum(between[group.claimant, other.claimant] for other in here)
    return ROWS_A_LINK * ROW_HEIGHT * (across - inside) - _length(here) + _length(there)


def _swept(columns, ties):
    """Sort groups and their claims by the mean position of linked claims, in sweeps; keep the shortest links."""
    near: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        near[tie.first].append(tie.second)
        near[tie.second].append(tie.first)
    best, least = columns, _strain(columns, ties)
    for sweep in range(SWEEPS):
        columns = _sweep(columns, near, sweep % 2)
        strain = _strain(columns, ties)
        if strain < least:
            best, least = columns, strain
    return best


def _sweep(columns, near, side):
    heights = _heights(columns)

    def middle(node):
        linked = sorted(heights[other] for other in near[node.key])
        return rounded(sum(linked) / len(linked)) if linked else heights[node.key]

    def centre(group):
        return rounded(sum(middle(node) for node in group.nodes) / len(group.nodes))

    groups = [
        replace(group, nodes=tuple(sorted(group.nodes, key=lambda node: (middle(node), node.key))))
        for group in columns[side]
    ]
    groups.sort(key=lambda group: (centre(group), group.claimant))
    return (groups, columns[1]) if side == 0 else (columns[0], groups)


def _strain(columns, ties):
    heights = _heights(columns)
    return sum(abs(heights[tie.first] - heights[tie.second]) for tie in ties)


def _heights(columns):
    tops = _tops(columns)
    return {node.key: y for column, top in zip(columns, tops, strict=True) for node, y in _rows(column, top)}


def _rows(column, top):
    """Yield each claim of a column with the y of its middle."""
    for group in column:
        for number, node in enumerate(group.nodes):
            yield node, rounded(top + group.head + ROW_HEIGHT * (number + 0.5))
        top += group.height


def _tops(columns):
    """Return the top of each column; the shorter one is centred beside the longer."""
    lengths = [_length(column) for column in columns]
    return [rounded(4 + (max(lengths) - length) / 2) for length in lengths]


def _length(column):
    return sum(group.height for group in column)


def _height(columns):
    return int(max(_length(column) for column in columns) + 4)


# Drawing: positions of labels and curves


def _draw_column(chart, column, top, mirrored):
    side = _side(chart.width)
    x = rounded(chart.width - side + DOT_RADIUS) if mirrored else rounded(side - DOT_RADIUS)
    for node, y in _rows(column, top):
        reference, words, long = _label(node, side - 2 * DOT_RADIUS - LABEL_OFFSET)
        left = x + DOT_RADIUS + LABEL_OFFSET if mirrored else x - DOT_RADIUS - LABEL_OFFSET - long
        box = Box(rounded(left), rounded(y - LINE / 2), long)
        chart.dots.append(Dot(words, box, mirrored, node, x, y, reference))
    for group in column:
        for number, words in enumerate(group.lines):
            long = text_width(words, bold=True)
            left = chart.width - side if mirrored else side - long
            box = Box(rounded(left), rounded(top + 4 + LINE * number), long)
            chart.headings.append(Heading(words, box, mirrored))
        top += group.height


def _label(node, room):
    """Return ``(reference, words, width)`` of a claim's label; words are cut to the room left."""
    reference = shortened(node.key, room, bold=True)
    taken = text_width(reference, bold=True)
    rest = room - taken - LABEL_MARGIN
    words = shortened(node.words, rest, 13) if node.words and rest > MIN_LABEL_WIDTH else ""
    return reference, words, rounded(taken + (LABEL_MARGIN + text_width(words, 13) if words else 0))


def _draw_edges(chart, ties):
    dots = {dot.node.key: dot for dot in chart.dots}
    taken: list[tuple[float, float]] = []
    for tie in ties:
        ends = _curve(dots[tie.first], dots[tie.second], chart.width)
        mark = _free_point(ends, taken) if tie.look in MARKED else None
        if mark:
            taken.append(mark)
        arrow = _arrow(dots[tie.second]) if tie.directed else ""
        (x1, y1), (x2, y2), (x3, y3), (x4, y4) = ends
        d = f"M{x1:g},{y1:g} C{x2:g},{y2:g} {x3:g},{y3:g} {x4:g},{y4:g}"
        chart.edges.append(Edge(tie, d, mark, arrow))


def _curve(one, other, width):
    """Return the control points of a link's Bézier curve. Within a column it bulges with its length."""
    inner = width - 2 * _side(width)
    ends = []
    for dot in (one, other):
        inwards = -1 if dot.mirrored else 1
        reach = inner * 0.45
        if one.mirrored == other.mirrored:
            reach = min(inner * 0.75, 26 + abs(one.y - other.y) * 0.5)
        ends.append(((rounded(dot.x + inwards * (DOT_RADIUS + 2)), dot.y), (rounded(dot.x + inwards * reach), dot.y)))
    (start, out), (end, back) = ends
    return start, out, back, end


def _free_point(ends, taken):
    """Return a point on a curve for its mark: the first that is clear of other marks, else the clearest."""
    points = [_at(ends, share) for share in ALONG]
    clear = [min((max(abs(x - a) / 2, abs(y - b) / 1.5) for a, b in taken), default=99.0) for x, y in points]
    return next(
        (point for point, far in zip(points, clear, strict=True) if far > MARK_RADIUS), points[clear.index(max(clear))]
    )


def _at(ends, share):
    left = 1 - share
    weights = (left**3, 3 * left**2 * share, 3 * left * share**2, share**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, ends, strict=True)) for axis in (0, 1))
    return rounded(x), rounded(y)


def _arrow(dot):
    """Return the points of an arrow head before a dot."""
    inwards = -1 if dot.mirrored else 1
    tail = rounded(dot.x + inwards * (DOT_RADIUS + 10))
    points = (dot.x + inwards * (DOT_RADIUS + 1), dot.y), (tail, dot.y - 4.5), (tail, dot.y + 4.5)
    return " ".join(f"{rounded(x):g},{rounded(y):g}" for x, y in points)
