"""Chart of figures on one axis from zero."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claims.charts.shapes import Tick, rounded
from claims.choices import Bound
from claims.text.formatting import in_digits

#: Estimated widths of a bold letter and of a tick label's letter, in pixels; longest name beside the axis.
LETTER_WIDTH, SMALL_LETTER_WIDTH = 9.8, 8.3
MAX_NAME_CHARACTERS = 26
GAP = 14
#: Signs that each shape is drawn with: band (whole axis), fuzzy (soft ends), interval (known ends), ring, dot.
SIGNS: dict[str, set[str]] = {
    "exact": {"dot"},
    "at_least": {"fuzzy", "dot"},
    "at_most": {"fuzzy", "dot"},
    "range": {"interval", "dot"},
    "between": {"interval"},
    "about": {"fuzzy", "ring"},
    "vague": {"band"},
    "none": set(),
}


@dataclass(frozen=True)
class Figure:
    """One answer: who gives it, its words and numbers. An empty ``bound`` means that it gives no figure."""

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


class Words(NamedTuple):
    """Text of a figure with its position and SVG text anchor."""

    text: str
    x: float
    y: float
    anchor: str = "start"


@dataclass
class Mark:
    """A figure laid out: point ``x``, line from ``x1`` to ``x2``, and the text beside or below it."""

    figure: Figure
    y: float
    who_y: float
    about_y: float
    shape: str
    x: float
    x1: float
    x2: float
    words: Words

    @property
    def who(self):
        return _cut(self.figure.who, MAX_NAME_CHARACTERS)

    @property
    def signs(self):
        """Return the signs of its shape: any of "band", "fuzzy", "interval", "ring" and "dot"."""
        return SIGNS[self.shape]

    @property
    def band_y(self):
        return self.y - 11


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

    def at(self, number, highest):
        """Return the x of a number on an axis from 0 to ``highest``."""
        return rounded(self.left + self.plot * number / highest)


def figure_chart(figures: Sequence[Figure], width: int, *, stacked: bool) -> FigureChart:
    """Lay out figures on one axis from zero; ``stacked`` puts names above the marks, for narrow screens.

    A vague figure is a band over the whole axis, "about" a line with soft ends; without a figure there is only a name.
    """
    left, right = (10.0, width - 16.0) if stacked else (244.0, width - 40.0)
    step = 62 if stacked else 50
    foot = float(step * len(figures) + 10)
    chart = FigureChart(width, int(foot + 28), left, right, foot, stacked)
    values = ticks_up_to(max((number for figure in figures for number in figure.numbers), default=0))
    chart.ticks = _ticks(values, chart)
    for index, figure in enumerate(figures):
        chart.marks.append(_mark(figure, chart, index * step, values[-1]))
    return chart


def ticks_up_to(highest: int) -> list[int]:
    """Return round numbers from 0 to at least ``highest``, at most six."""
    step = 1
    while step * 5 < highest:
        step = _next_round(step)
    return [step * number for number in range(max(1, -(-highest // step)) + 1)]


def _next_round(step):
    leading = int(str(step)[0])
    return step // leading * {1: 2, 2: 5, 5: 10}[leading]


def _ticks(values, chart):
    """Return the ticks; those between the first and last have no label where labels would touch."""
    labels = [in_digits(value) for value in values]
    room = chart.plot / (len(values) - 1)
    crowded = SMALL_LETTER_WIDTH * (1.5 * len(labels[-1]) + 1) > room
    return [
        Tick(
            chart.at(value, values[-1]),
            "" if crowded and 0 < index < len(values) - 1 else label,
            "end" if value == values[-1] and SMALL_LETTER_WIDTH * len(label) / 2 > chart.width - chart.right else "mid",
        )
        for index, (value, label) in enumerate(zip(values, labels, strict=True))
    ]


def _mark(figure, chart, top, highest):
    y = float(top + (38 if chart.stacked else 24))
    shape, point, low, high = _shape(figure)
    x = chart.at(point, highest) if point is not None else chart.left
    x1 = chart.at(low, highest) if low is not None else chart.left
    x2 = chart.at(high, highest) if high is not None else chart.right
    if shape == "about":
        x1, x2 = rounded(max(x - 30, chart.left)), rounded(min(x + 30, chart.width))
    who_y, about_y = (y - 23, y - 23) if chart.stacked else (y - 3, y + 14)
    return Mark(figure, y, who_y, about_y, shape, x, x1, x2, _words(figure.words, shape, x, x1, x2, y, chart))


def _words(words, shape, x, x1, x2, y, chart):
    """Place a figure's text right of its mark, left of it or below it, wherever there is room."""
    if shape in ("vague", "none"):
        return Words(_cut(words, int((chart.right - chart.left - GAP) / LETTER_WIDTH)), chart.left + GAP, y + 5)
    needed = LETTER_WIDTH * len(words)
    begins, ends = min(x, x1) - GAP, max(x, x2) + GAP
    if shape != "at_least" and ends + needed <= chart.width:
        return Words(words, rounded(ends), y + 5)
    if shape != "at_most" and begins - needed >= chart.left:
        return Words(words, rounded(begins), y + 5, "end")
    clear = chart.left + 5
    text = _cut(words, int((chart.width - clear) / LETTER_WIDTH))
    return Words(text, rounded(max(clear, min(x, chart.width - LETTER_WIDTH * len(text)))), y + 20)


def _cut(text, letters):
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


def _shape(figure):
    """Return ``(shape, point, low, high)`` of a figure; None for low or high is the end of the axis."""
    numbers = figure.numbers
    if not figure.bound:
        return "none", None, None, None
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
