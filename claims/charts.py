"""Rows to the geometry of pictures: figures on one axis, events on one line. Pure: no query, no request."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from claims.choices import Bound

LETTER = 9.5
NAME = 26
PIN = 27


# Figures on one axis


@dataclass(frozen=True)
class Figure:
    """One answer: who gives it, what it says, and the numbers in it."""

    who: str
    about: str
    words: str
    bound: str
    low: int | None = None
    best: int | None = None
    high: int | None = None

    @property
    def numbers(self):
        return [number for number in (self.low, self.best, self.high) if number is not None]


@dataclass(frozen=True)
class Tick:
    x: float
    label: str

    @property
    def text_x(self):
        return _round(self.x + 5)


@dataclass
class Mark:
    """A figure in its place: a point, a line from ``x1`` to ``x2``, a band, and the words beside it."""

    figure: Figure
    y: float
    who_y: float
    about_y: float
    shape: str
    x: float
    x1: float
    x2: float
    text_x: float
    text_anchor: str

    @property
    def who(self):
        return self.figure.who if len(self.figure.who) <= NAME else f"{self.figure.who[: NAME - 1]}…"

    @property
    def band_y(self):
        return self.y - 11

    @property
    def text_y(self):
        return self.y + 5


@dataclass
class FigureChart:
    width: int
    height: int
    left: float
    right: float
    foot: float
    stacked: bool
    ticks: list[Tick] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def highest(self):
        return self.ticks[-1].label

    @property
    def plot(self):
        return self.right - self.left

    @property
    def label_y(self):
        return self.foot + 18


def figure_chart(figures: Sequence[Figure], width: int, *, stacked: bool) -> FigureChart:
    """Place figures on one axis that begins at nought; ``stacked`` puts the names above the marks, for narrow screens.

    A figure in words only has no place on the axis: its band covers all of it. "About" has no ends, nought is a point.
    """
    left, right = (10.0, width - 16.0) if stacked else (210.0, width - 40.0)
    step, head = (58, 26) if stacked else (50, 24)
    foot = float(head + step * len(figures) + (8 if stacked else 12))
    chart = FigureChart(width, int(foot + 28), left, right, foot, stacked)
    values = ticks_up_to(max((number for figure in figures for number in figure.numbers), default=0))
    chart.ticks = [Tick(_round(left + (right - left) * value / values[-1]), f"{value:,}") for value in values]
    for index, figure in enumerate(figures):
        chart.marks.append(_mark(figure, chart, head + index * step, values[-1]))
    return chart


def ticks_up_to(highest: int) -> list[int]:
    """Return four to six round numbers from nought that reach the highest one."""
    step = 1
    while step * 5 < highest:
        step = _next_round(step)
    return [step * number for number in range(max(1, -(-highest // step)) + 1)]


def _next_round(step):
    leading = int(str(step)[0])
    return step // leading * {1: 2, 2: 5, 5: 10}[leading]


def _mark(figure, chart, top, highest):
    def at(number):
        return _round(chart.left + (chart.right - chart.left) * number / highest)

    y = float(top + (44 if chart.stacked else 30))
    shape, point, low, high = _shape(figure)
    x = at(point) if point is not None else chart.left
    x1 = at(low) if low is not None else chart.left
    x2 = at(high) if high is not None else chart.right
    if shape == "about":
        x1, x2 = _round(x - 30), _round(x + 30)
    end = {"vague": chart.left, "at_least": x, "at_most": x}.get(shape, max(x, x2)) + 14
    text_x, anchor = end, "start"
    if end + LETTER * len(figure.words) > chart.width:
        text_x, anchor = _round(min(x, x1) - 14), "end"
    if shape == "at_most" and anchor == "start":
        text_x = _round(x + 14)
    if anchor == "end" and text_x - LETTER * len(figure.words) < 0:
        text_x, anchor = chart.left + 14, "start"
    who_y, about_y = (y - 23, y - 23) if chart.stacked else (y - 3, y + 14)
    return Mark(figure, y, who_y, about_y, shape, x, x1, x2, _round(text_x), anchor)


def _shape(figure):
    """Return how a figure is drawn, its point, and the ends of its line; an end that is None is the axis's own."""
    numbers = figure.numbers
    if figure.bound == Bound.VAGUE or not numbers:
        return "vague", None, None, None
    point = figure.best
    if figure.bound == Bound.AT_LEAST:
        return "at_least", min(numbers), min(numbers), None
    if figure.bound == Bound.AT_MOST:
        return "at_most", max(numbers), None, max(numbers)
    if min(numbers) != max(numbers):
        return ("between" if point is None else "range"), point, min(numbers), max(numbers)
    number = numbers[0]
    return ("about" if figure.bound == Bound.ABOUT else "exact"), number, number, number


# Events on one line


@dataclass(frozen=True)
class Happening:
    """An event as the line sees it: its number in the list, its day, whether it is disputed."""

    number: int
    day: date
    disputed: bool


@dataclass(frozen=True)
class Pin:
    number: int
    x: float
    y: float
    disputed: bool

    @property
    def text_y(self):
        return _round(self.y + 4.3)

    @property
    def corner_x(self):
        return _round(self.x - 9.5)

    @property
    def corner_y(self):
        return _round(self.y - 9.5)


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


def line_chart(happenings: Sequence[Happening], width: int) -> LineChart:
    """Place events on a line of days, the disputed above it and the others below, none over another."""
    first = min(happening.day for happening in happenings).replace(day=1)
    last = max(happening.day for happening in happenings)
    days = max((last - first).days, 1)

    def at(day):
        return _round(24 + (width - 48) * (day - first).days / days)

    rows = {True: _rows(happenings, at, disputed=True), False: _rows(happenings, at, disputed=False)}
    above, below = (max(rows[side].values(), default=-1) + 1 for side in (True, False))
    axis = float(18 + max(above, 1) * PIN)
    chart = LineChart(width, int(axis + max(below, 1) * PIN + 34), axis)
    for happening in happenings:
        row = rows[happening.disputed][happening.number]
        away = 24 + row * PIN
        y = axis - away if happening.disputed else axis + away
        chart.pins.append(Pin(happening.number, at(happening.day), y, happening.disputed))
    chart.months = _months(first, last, at, width)
    return chart


def _rows(happenings, at, *, disputed):
    """Give each event of one side the row nearest the line in which it touches no other."""
    ends: list[float] = []
    rows: dict[int, int] = {}
    for happening in sorted((h for h in happenings if h.disputed == disputed), key=lambda h: h.day):
        x = at(happening.day)
        row = next((index for index, end in enumerate(ends) if x - end >= PIN), len(ends))
        ends[row : row + 1] = [x]
        rows[happening.number] = row
    return rows


def _months(first, last, at, width):
    """Return the beginnings of months, no more than fit with their names."""
    starts, day = [], first
    while day <= last:
        starts.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    every = max(1, -(-len(starts) * 92 // width))
    return [Tick(at(day), f"{day:%b %Y}") for day in starts[::every]]


def _round(number):
    return round(float(number), 1)
