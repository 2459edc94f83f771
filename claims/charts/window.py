"""Time axis: the window of days in view, its scale and ticks."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from claims.charts.shapes import Tick, rounded
from claims.dates import day_in_words

#: Width of the widest tick label by its shape in ``day_in_words``, and of one letter, in pixels.
ROOM = {"short day": 62, "short month": 84, "year": 50}
LETTER = 7.5
#: Left and right margins of the axis, the same in every chart.
LEFT, RIGHT = 20, 48
#: Numbers of days that one mark may gather: whole weeks, about months and years.
GATHERED = (1, 2, 3, 7, 14, 28, 91, 182, 364)


class Window(NamedTuple):
    """The first and the last day in view."""

    first: date
    last: date

    @property
    def days(self):
        return (self.last - self.first).days + 1

    def moved(self, days):
        """Return the window moved by ``days``, within the range of ``date``."""
        least = date.min.toordinal() - self.first.toordinal()
        most = date.max.toordinal() - self.last.toordinal()
        days = max(least, min(days, most))
        return self.grown(-days, days)

    def grown(self, before, after):
        """Return the window with days added at its beginning and end; negative numbers shrink it."""
        first = max(self.first.toordinal() - before, date.min.toordinal())
        last = min(self.last.toordinal() + after, date.max.toordinal())
        return Window(date.fromordinal(first), date.fromordinal(last))

    def overlaps(self, earliest, latest):
        return earliest <= self.last and latest >= self.first


@dataclass(frozen=True)
class Scale:
    """Maps the days of a window to x. Charts of equal width and window align."""

    window: Window
    width: float
    left: float = LEFT

    @property
    def right(self):
        return float(self.width - RIGHT)

    def at(self, day, *, end=False):
        """Return the x at which a day begins, or ends; clamped to the window."""
        passed = day.toordinal() - self.window.first.toordinal() + end
        share = max(0, min(passed / self.window.days, 1))
        return rounded(self.left + (self.right - self.left) * share)

    def middle(self, day):
        return rounded((self.at(day) + self.at(day, end=True)) / 2)

    def gathered(self, room):
        """Return the number of days a mark gathers, so that each mark has ``room`` pixels."""
        most = max(1, int((self.right - self.left) // room))
        least = -(-self.window.days // most)
        return next((days for days in GATHERED if days >= least), -(-least // 364) * 364)

    def ticks(self):
        """Return the finest ticks whose labels do not overlap."""
        room = self.right - self.left
        choices = (
            [(day, form) for day in days] for form, days in _steps(self.window) if len(days) * ROOM[form] <= room
        )
        found = ([self._tick(day, day_in_words(day, form)) for day, form in named] for named in choices)
        return next(ticks for ticks in found if _apart(ticks))

    def _tick(self, day, label):
        x = self.at(day)
        return Tick(x, label if x + 5 + LETTER * len(label) <= self.width else "")


def _apart(ticks):
    """Return whether no label reaches the next: a month's last tick may be near the next month's first."""
    return all(tick.text_x + LETTER * len(tick.label) <= later.x for tick, later in pairwise(ticks))


def _steps(window):
    """Yield ``(label shape, days)`` of ever coarser ticks; the last has none."""
    for every in (1, 2, 5, 10):
        if window.days // every <= 40:
            days = [day for day in _all(window) if (day.day - 1) % every == 0 and (every == 1 or day.day < 30)]
            yield "short day", days
    for every in (1, 2, 3, 6):
        if window.days // (every * 28) <= 40:
            yield "short month", [day for day in _all(window) if day.day == 1 and (day.month - 1) % every == 0]
    for every in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000):
        years = range(-(-window.first.year // every) * every, window.last.year + 1, every)
        yield "year", [day for year in years if year and (day := date(year, 1, 1)) >= window.first]
    yield "year", []


def _all(window):
    first = window.first.toordinal()
    return [date.fromordinal(first + passed) for passed in range(window.days)]
