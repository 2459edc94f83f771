"""Days on a line: which are in view, where each lies, and which have their name below."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from claims.charts.shapes import Tick, rounded
from claims.dates import day_in_words

#: Widest a name below the line is, by its shape in ``dates``, and a letter of it, in units of the picture.
ROOM = {"short day": 62, "short month": 84, "year": 50}
LETTER = 7.5
#: Where the days of a picture begin, and how far before its right edge they end: the same in every one.
LEFT, RIGHT = 20, 48
#: How many days one mark may gather, so that weeks and about months and years come out whole.
GATHERED = (1, 2, 3, 7, 14, 28, 91, 182, 364)


class Window(NamedTuple):
    """The first and the last day in view."""

    first: date
    last: date

    @property
    def days(self):
        return (self.last - self.first).days + 1

    def moved(self, days):
        """Return a window as long as this one, so many days later, as far as there are days."""
        least = date.min.toordinal() - self.first.toordinal()
        most = date.max.toordinal() - self.last.toordinal()
        days = max(least, min(days, most))
        return self.grown(-days, days)

    def grown(self, before, after):
        """Return the window with so many days more at its beginning and at its end; fewer where negative."""
        first = max(self.first.toordinal() - before, date.min.toordinal())
        last = min(self.last.toordinal() + after, date.max.toordinal())
        return Window(date.fromordinal(first), date.fromordinal(last))

    def overlaps(self, earliest, latest):
        return earliest <= self.last and latest >= self.first


@dataclass(frozen=True)
class Scale:
    """Days of a window in a picture of some width. Pictures of one width and window lie under each other day by day."""

    window: Window
    width: float
    left: float = LEFT

    @property
    def right(self):
        return float(self.width - RIGHT)

    def at(self, day, *, end=False):
        """Return where a day begins, or where it ends; what is out of view lies at the edge."""
        passed = day.toordinal() - self.window.first.toordinal() + end
        share = max(0, min(passed / self.window.days, 1))
        return rounded(self.left + (self.right - self.left) * share)

    def middle(self, day):
        return rounded((self.at(day) + self.at(day, end=True)) / 2)

    def gathered(self, room):
        """Return how many days a mark gathers, so that each has ``room``."""
        most = max(1, int((self.right - self.left) // room))
        least = -(-self.window.days // most)
        return next((days for days in GATHERED if days >= least), -(-least // 364) * 364)

    def ticks(self):
        """Return the days that are named: as fine as their names have room."""
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
    """Tell whether no name reaches the next: the last day named in a month may be near the first of the next."""
    return all(tick.text_x + LETTER * len(tick.label) <= later.x for tick, later in pairwise(ticks))


def _steps(window):
    """Yield ever coarser choices of days to name, each with the format of their names; the last is none."""
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
