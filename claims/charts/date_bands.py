"""Chart of one clock: days as stems on an axis, disputed claims above and others below; longer dates as bars."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from django.utils.translation import pgettext

from claims.charts.shapes import Tick, rounded
from claims.charts.window import LEFT, Scale, Window
from claims.dates import ends

ROOM, DIGIT = 32, 8
SHORTEST, TALLEST = 14, 62
LANE, LANES = 24, 5
TIP, OPEN = 16, 60


@dataclass(frozen=True)
class Dated:
    """Claims with the same date: its EDTF text and bounds, their count, and how many are disputed."""

    text: str
    earliest: date
    latest: date
    count: int
    disputed: int
    only: str = ""

    @property
    def is_day(self):
        return self.earliest == self.latest


class Ends(NamedTuple):
    """Looks of a date's ends: "sharp" on a known day, "soft" where uncertain, "open" where open or unknown.

    An end outside the window is "cut".
    """

    start: str
    end: str


SURE = Ends("sharp", "sharp")


@lru_cache(maxsize=8192)
def ends_of(text: str) -> Ends:
    """Return the ``Ends`` of an EDTF text."""
    return Ends(*("open" if end is None else "sharp" if end.is_sure else "soft" for end in ends(text)))


@dataclass
class Mark:
    """Base of the marks: days, counts, and the link to their claims."""

    first: date
    last: date
    count: int
    disputed: bool
    soft: bool
    only: str
    text: str = ""
    words: str = ""
    address: str = ""

    @property
    def digits(self):
        return compact(self.count)


@dataclass
class Head(Mark):
    """A stem with a head: the claims of one day, or of the days gathered in one mark."""

    x: float = 0
    y: float = 0

    @property
    def corner_x(self):
        return rounded(self.x - 5)

    @property
    def corner_y(self):
        return rounded(self.y - 5)

    @property
    def text_y(self):
        return rounded(self.y - 10 if self.disputed else self.y + 19)


@dataclass
class Bar(Mark):
    """A date longer than a day, from ``x1`` to ``x2``; its certain part is from ``from_x`` to ``to_x``."""

    x1: float = 0
    x2: float = 0
    y: float = 0
    ends: Ends = SURE

    @property
    def vague(self):
        """Return whether no part is certain: a day somewhere in a month or year, or an open end."""
        return "/" not in self.text or "open" in self.ends

    @property
    def tip(self):
        return min(TIP, (self.x2 - self.x1) / 3)

    @property
    def from_x(self):
        return self.x1 if self.ends.start in ("sharp", "cut") else rounded(self.x1 + self.tip)

    @property
    def to_x(self):
        return self.x2 if self.ends.end in ("sharp", "cut") else rounded(self.x2 - self.tip)

    @property
    def top(self):
        return self.y - 6

    @property
    def bottom(self):
        return self.y + 6

    @property
    def pieces(self):
        """Return the lines to draw as ``(CSS class, x1, x2)``: the certain part, then the uncertain ones."""
        if self.vague:
            return [("tail soft", self.x1, self.x2)]
        doubtful = [(self.x1, self.from_x), (self.to_x, self.x2)]
        return [
            ("tail", self.from_x, self.to_x),
            *(("tail soft", start, end) for start, end in doubtful if start != end),
        ]

    @property
    def caps(self):
        """Return the x of each sharp end, to draw a cap at."""
        return [x for x, end in zip((self.x1, self.x2), self.ends, strict=True) if end == "sharp"]

    @property
    def arrows(self):
        """Return the paths of the arrows at open ends."""
        back, on = f"M{self.x1 + 6} {self.y - 5}l-6 5l6 5", f"M{self.x2 - 6} {self.y - 5}l6 5l-6 5"
        return [d for d, end in zip((back, on), self.ends, strict=True) if end == "open"]

    @property
    def mark_x(self):
        return rounded(self.x2 + 12)

    @property
    def corner_x(self):
        return rounded(self.mark_x - 4)

    @property
    def corner_y(self):
        return self.y - 4

    @property
    def text_x(self):
        return rounded(self.mark_x + 9)

    @property
    def text_y(self):
        return self.y + 4.5


@dataclass
class Band:
    """The chart: heads above and below ``axis``, bars under them; ``unseen`` counts claims whose bars have no room."""

    width: int
    right: float
    axis: float
    height: int = 0
    every: int = 1
    ticks: list[Tick] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    unseen: int = 0
    left: float = LEFT

    @property
    def foot(self):
        return self.height - 22

    @property
    def label_y(self):
        return self.height - 6

    @property
    def unseen_y(self):
        return self.foot - 8


def band(dates: Sequence[Dated], window: Window, width: int) -> Band:
    """Lay out ``dates`` within ``window``: days as stems, longer dates as bars, without overlaps."""
    scale = Scale(window, width)
    every = scale.gathered(ROOM)
    heads = _heads([each for each in dates if each.is_day], scale, every)
    above, below = (any(head.disputed == side for head in heads) for side in (True, False))
    axis = float(TALLEST + 26 if above else 12)
    foot = axis + (TALLEST + 26 if below else 12)
    _stand(heads, axis)
    bars, lanes = _bars([each for each in dates if not each.is_day], scale, foot + LANE / 2)
    chart = Band(width, scale.right, axis, every=every, heads=heads, bars=bars, ticks=scale.ticks())
    chart.unseen = sum(each.count for each in dates if not each.is_day and window.overlaps(each.earliest, each.latest))
    chart.unseen -= sum(bar.count for bar in bars)
    chart.height = int(foot + LANE * (lanes + (chart.unseen > 0)) + 28)
    return chart


def compact(number):
    """Format a number, abbreviated from 10,000 on: "12k", "3M"."""
    if number < 10_000:
        return str(number)
    if number < 1_000_000:
        return pgettext("thousands, shortened", "%(number)sk") % {"number": number // 1000}
    return pgettext("millions, shortened", "%(number)sM") % {"number": number // 1_000_000}


def _heads(days, scale, every):
    """Gather days into heads, of disputed claims and of others."""
    found: dict[tuple[int, bool], list[tuple[Dated, int]]] = {}
    window = scale.window
    for each in days:
        if window.overlaps(each.earliest, each.latest):
            number = (each.earliest - window.first).days // every
            for disputed, count in ((True, each.disputed), (False, each.count - each.disputed)):
                if count:
                    found.setdefault((number, disputed), []).append((each, count))
    return [_head(scale, every, *key, gathered) for key, gathered in sorted(found.items())]


def _head(scale, every, number, disputed, gathered):
    first = date.fromordinal(scale.window.first.toordinal() + number * every)
    last = date.fromordinal(min(first.toordinal() + every - 1, scale.window.last.toordinal()))
    soft = all("soft" in ends_of(each.text) for each, _count in gathered)
    only = gathered[0][0].only if len(gathered) == 1 and gathered[0][0].count == 1 else ""
    x = rounded((scale.at(first) + scale.at(last, end=True)) / 2)
    return Head(first, last, sum(count for _each, count in gathered), disputed, soft, only, x=x)


def _stand(heads, axis):
    """Set the height of each head, proportional to the square root of its count."""
    most = max((head.count for head in heads), default=1)
    for head in heads:
        away = SHORTEST + (TALLEST - SHORTEST) * sqrt(head.count / most)
        head.y = rounded(axis - away if head.disputed else axis + away)


def _bars(dates, scale, top):
    """Place longer dates in lanes, the highest counts first; return the bars with room, and the number of lanes."""
    shown = [each for each in dates if scale.window.overlaps(each.earliest, each.latest)]
    lanes: list[list[tuple[float, float]]] = []
    bars = []
    for each in sorted(shown, key=lambda each: (-each.count, each.earliest, each.latest, each.text)):
        x1, x2 = _reach(each, scale)
        taken = (x1 - 8, x2 + 24 + DIGIT * len(compact(each.count)))
        lane = next((number for number, lane in enumerate(lanes) if _free(lane, taken)), len(lanes))
        if lane < LANES:
            lanes[lane:] = lanes[lane:] or [[]]
            lanes[lane].append(taken)
            bars.append(_bar(each, x1, x2, top + LANE * lane, scale.window))
    return bars, len(lanes)


def _reach(each, scale):
    """Return ``(x1, x2)`` of a longer date; an open one is only as long as its arrow needs."""
    x1, x2 = scale.at(each.earliest), scale.at(each.latest, end=True)
    start, end = ends_of(each.text)
    if start == "open" and each.latest <= scale.window.last:
        x1 = max(x1, x2 - OPEN)
    if end == "open" and each.earliest >= scale.window.first:
        x2 = min(x2, x1 + OPEN)
    x2 = max(x2, min(x1 + 6, scale.right))
    return rounded(min(x1, x2 - 6)), rounded(x2)


def _free(lane, taken):
    return all(taken[1] <= begin or taken[0] >= end for begin, end in lane)


def _bar(each, x1, x2, y, window):
    start, end = ends_of(each.text)
    ends = Ends(
        "cut" if start != "open" and each.earliest < window.first else start,
        "cut" if end != "open" and each.latest > window.last else end,
    )
    only = each.only if each.count == 1 else ""
    soft = (start, end) != SURE
    return Bar(
        each.earliest, each.latest, each.count, each.disputed > 0, soft, only, each.text, x1=x1, x2=x2, y=y, ends=ends
    )
