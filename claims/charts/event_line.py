"""Chart of events on a line of days: numbered pins, disputed ones above and others below."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from claims.charts.date_bands import SURE, ends_of
from claims.charts.shapes import Tick, rounded
from claims.charts.window import Scale, Window

PIN, EDGE, TAIL = 27, 24, 30


@dataclass(frozen=True)
class Happening:
    """An event: its number in the list, the EDTF text and bounds of its date, whether it is disputed."""

    number: int
    text: str
    earliest: date
    latest: date
    disputed: bool

    @property
    def begins(self):
        return self.latest if self.earliest == date.min else self.earliest

    @property
    def ends(self):
        return self.earliest if self.latest == date.max else self.latest


@dataclass
class Pin:
    """A pin with a tail from the event's first day to its last."""

    number: int
    x: float
    disputed: bool
    soft: bool
    tail: float
    tail_soft: bool
    y: float = 0

    @property
    def text_y(self):
        return rounded(self.y + 4.3)

    @property
    def corner_x(self):
        return rounded(self.x - 9.5)

    @property
    def corner_y(self):
        return rounded(self.y - 9.5)

    @property
    def reach(self):
        """Return the range of x that no other pin in its row may touch."""
        return min(self.x - PIN / 2, self.tail), max(self.x + PIN / 2, self.tail + 4)


@dataclass
class LineChart:
    width: int
    height: int
    axis: float
    months: list[Tick] = field(default_factory=list)
    pins: list[Pin] = field(default_factory=list)

    @property
    def end(self):
        return self.width - 8

    @property
    def foot(self):
        return self.height - 4

    @property
    def label_y(self):
        return self.height - 7


def whole_months(happenings):
    """Return the window from the first day of the first event's month to the last day of the last."""
    first, last = min(each.begins for each in happenings), max(each.ends for each in happenings)
    return Window(first.replace(day=1), max(first, last))


def line_chart(happenings: Sequence[Happening], width: int, window: Window | None = None) -> LineChart:
    """Lay out events on a line of days, without overlaps."""
    scale = Scale(window or whole_months(happenings), width)
    pins = [_pin(happening, scale) for happening in happenings]
    above, below = (_rows(pins, disputed=side) for side in (True, False))
    axis = float(18 + max(above, 1) * PIN)
    for pin in pins:
        pin.y = axis - pin.y if pin.disputed else axis + pin.y
    return LineChart(width, int(axis + max(below, 1) * PIN + 34), axis, scale.ticks(), pins)


def _pin(happening, scale):
    start, end = ends_of(happening.text)
    x = scale.middle(happening.begins)
    tail = x
    if happening.latest > happening.begins:
        tail = rounded(min(x + TAIL, scale.right)) if end == "open" else scale.at(happening.ends, end=True)
    elif start == "open":
        tail = rounded(max(x - TAIL, scale.left))
    return Pin(happening.number, x, happening.disputed, "soft" in (start, end), tail, (start, end) != SURE)


def _rows(pins, *, disputed):
    """Set ``y`` of each pin on one side to the nearest free row; return the number of rows."""
    ends: list[float] = []
    for pin in sorted((pin for pin in pins if pin.disputed == disputed), key=lambda pin: pin.reach):
        begin, end = pin.reach
        row = next((index for index, taken in enumerate(ends) if begin >= taken), len(ends))
        ends[row : row + 1] = [end]
        pin.y = EDGE + row * PIN
    return len(ends)
