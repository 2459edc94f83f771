"""Chart of how documents relay a claim: origins and their relays as trees, left to right or downwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.charts.label_layout import LINE, Box, shortened, text_width
from claims.charts.shapes import rounded

DOT_RADIUS, RELAY_RADIUS = 6.0, 4.5
LABEL_OFFSET, ROW_GAP = 6.0, 10.0
MIN_COLUMN_WIDTH, MAX_COLUMN_WIDTH = 170, 300
INDENT = 20.0
#: Distance between a mark and the turn of its line, in pixels.
TURN_DISTANCE = 16.0


@dataclass(frozen=True)
class Stop:
    """A citation: its publisher ``who``, further ``lines`` of text, its look and link."""

    key: int
    who: str
    lines: tuple[str, ...] = ()
    look: str = "relay"
    href: str = ""


@dataclass(frozen=True)
class Words:
    text: str
    box: Box


@dataclass(frozen=True)
class Step:
    """A stop laid out: its mark, the text beside it, and the path of the line that leads to it."""

    stop: Stop
    x: float
    y: float
    words: tuple[Words, ...]
    line: str

    @property
    def radius(self):
        return f"{RELAY_RADIUS if self.stop.look == 'relay' else DOT_RADIUS:g}"

    @property
    def target(self):
        """Return the hit area: the mark and its text."""
        right = max(each.box.right for each in self.words)
        foot = max(each.box.foot for each in self.words)
        return Box(
            rounded(self.x - DOT_RADIUS - 4),
            rounded(self.y - 13),
            rounded(right - self.x + DOT_RADIUS + 6),
            rounded(foot - self.y + 14),
        )


@dataclass
class ChainChart:
    width: int
    height: int = 0
    steps: list[Step] = field(default_factory=list)


def chain_chart(chains: Sequence[Sequence[tuple[Stop, int]]], width: int) -> ChainChart:
    """Lay out chains below each other; each is a list of ``(stop, depth)``, its origin first.

    Where the width allows a column per depth, the first relay stands right of what it relays; else each has a row.
    """
    deepest = max((depth for chain in chains for _stop, depth in chain), default=0)
    column = width / (deepest + 1)
    columns = column >= MIN_COLUMN_WIDTH
    step = min(column, MAX_COLUMN_WIDTH) if columns else min(INDENT, width * 0.4 / max(deepest, 1))
    chart = ChainChart(width)
    top = 4.0
    for chain in chains:
        top = _draw(chart, chain, top, step, columns)
    chart.height = int(top)
    return chart


def _draw(chart, chain, top, step, columns):
    """Add one chain to the chart; return the y at which the next begins."""
    line: list[tuple[float, float, float]] = []
    beside = False
    foot = top
    for stop, depth in chain:
        beside = columns and depth == len(line) > 0
        top = top if beside else foot
        del line[depth:]
        x, y = rounded(DOT_RADIUS + 4 + depth * step), rounded(top + LINE / 2 + 2)
        room = (step - TURN_DISTANCE - 8 if columns else chart.width - x) - DOT_RADIUS - LABEL_OFFSET - 6
        words = _words(stop, x + DOT_RADIUS + LABEL_OFFSET, y, room)
        chart.steps.append(Step(stop, x, y, words, _line(line, x, y, columns, beside)))
        line.append((x, y, words[0].box.right))
        foot = max(foot, words[-1].box.foot + ROW_GAP)
    return foot


def _words(stop, x, y, room):
    """Return the lines of text beside a mark, truncated to ``room``."""
    lines = [shortened(stop.who, room, bold=True), *(shortened(line, room, 13) for line in stop.lines)]
    widths = [text_width(lines[0], bold=True), *(text_width(line, 13) for line in lines[1:])]
    boxes = [Box(rounded(x), rounded(y - LINE / 2 + LINE * number), width) for number, width in enumerate(widths)]
    return tuple(Words(text, box) for text, box in zip(lines, boxes, strict=True))


def _line(line, x, y, columns, beside):
    """Return the path from what a stop relays to its mark; "" for the head of a chain."""
    if not line:
        return ""
    from_x, from_y, from_right = line[-1]
    if beside:
        return f"M{rounded(from_right + 6):g},{y:g} H{rounded(x - DOT_RADIUS - 2):g}"
    if columns:
        return f"M{rounded(x - TURN_DISTANCE):g},{from_y:g} V{y:g} H{rounded(x - DOT_RADIUS - 2):g}"
    return f"M{from_x:g},{rounded(from_y + DOT_RADIUS + 2):g} V{y:g} H{rounded(x - DOT_RADIUS - 2):g}"
