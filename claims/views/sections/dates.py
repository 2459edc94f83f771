"""Timeline section: claims by when it happened, when it was said, and when it was recorded (the three clocks)."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.charts.date_bands import Band, Dated, Mark, band
from claims.charts.window import Window
from claims.dates import ANY_DAY, day_in_words, in_words
from claims.models.claims import IS_DISPUTED
from claims.text.formatting import in_digits

BAND_WIDTHS = ((1080, "l"), (640, "m less"), (340, "s"))
#: Least share of the dates in the initial window, so that a few outliers do not compress all others.
MIN_SHARE_SHOWN = 0.88
#: Filters of the list that can be answered as of a past day.
THEN = ("claimant", "disputed", "status", "kind", "question")
TITLES = {
    "about": gettext_lazy("When it happened"),
    "asserted": gettext_lazy("When it was said"),
    "recorded": gettext_lazy("When we recorded it"),
}


@dataclass
class Clock:
    """One clock: its chart at three widths, and counts of claims in the window, before, after and undated."""

    name: str
    window: Window
    charts: list[tuple[Band, str]]
    counts: Counter
    rows: list[Mark] = field(default_factory=list)

    @property
    def title(self):
        return TITLES[self.name]

    @property
    def days(self):
        return said_days(self.window.first, self.window.last, "")


@dataclass
class Clocks:
    """The clocks of a selection in one window; ``whole`` is the window of all dates."""

    window: Window
    whole: Window
    clocks: list[Clock]

    @property
    def rows(self):
        """Return the table behind the charts: ``(days, marks of "about", marks of "asserted")``."""
        found: dict[tuple, dict] = {}
        for clock in self.clocks[:2]:
            for row in clock.rows:
                found.setdefault((row.first, row.last, row.text), {}).setdefault(clock.name, []).append(row)
        ordered = sorted(found.items(), key=lambda item: (bool(item[0][2]), item[0]))
        return [(said_days(*key), cells.get("about", []), cells.get("asserted", [])) for key, cells in ordered]


class Dates(NamedTuple):
    """The dates of a selection's claims, grouped, with counts."""

    happened: list[Dated]
    said: list[Dated]

    @property
    def given(self):
        return [each for each in self.happened + self.said if each.text]


def dates_of(claims):
    """Return the ``Dates`` of a selection. 2 queries."""
    return Dates(_dated(claims, "about"), _dated(claims, "asserted"))


def clocks_of(claims, params, window=None, dates=None):
    """Return the ``Clocks`` of a selection, by default in ``usual_window()``; None where no claim has a date.

    ``params`` are the list's filters of the selection, as pairs. 1 query, and 2 more without ``dates``.
    """
    dates = dates or dates_of(claims)
    if not dates.given:
        return None
    window = window or usual_window(dates.given)
    clocks = [
        _clock("about", dates.happened, window, params),
        _clock("asserted", dates.said, window, params),
        _clock_of_record(_recorded(claims, window), params),
    ]
    return Clocks(window, whole_window(dates.given), [clock for clock in clocks if clock])


def _dated(claims, name):
    """Count claims by the text of a date; equal texts have equal bounds. 1 query."""
    counted = (
        claims.order_by()
        .values_list(name)
        .annotate(
            earliest=Min(f"{name}_earliest"),
            latest=Max(f"{name}_latest"),
            count=Count("pk"),
            contradicted=Count("pk", filter=IS_DISPUTED),
            only=Min("reference"),
        )
    )
    return [Dated(*row) for row in counted]


def _recorded(claims, window):
    """Count the claims that happened, or were said, in a window by day of publication. 1 query."""
    in_view = Q(pk__in=[])
    for name in ("about", "asserted"):
        overlap = Q(**{f"{name}_earliest__lte": window.last, f"{name}_latest__gte": window.first})
        in_view |= overlap & ~Q(**{name: ""})
    rows = claims.filter(in_view).order_by().annotate(day=TruncDate("published_at")).values_list("day")
    counted = rows.annotate(count=Count("pk"), contradicted=Count("pk", filter=IS_DISPUTED), only=Min("reference"))
    return [Dated(f"{day}", day, day, *rest) for day, *rest in counted]


# Windows


def whole_window(dates):
    """Return the window that holds all ``dates``."""
    return Window(min(_begins(each) for each in dates), max(_ends(each) for each in dates))


def usual_window(dates):
    """Return the shortest window that holds ``MIN_SHARE_SHOWN`` of ``dates``, in whole months where it is long."""
    days: Counter[date] = Counter()
    for each in dates:
        days[_begins(each)] += each.count
        days[_ends(each)] += each.count
    window = _shortest(sorted(days.items()), sum(days.values()) * MIN_SHARE_SHOWN)
    if window.days <= 31:
        return window.grown(2, 2)
    last_of_month = monthrange(window.last.year, window.last.month)[1]
    return Window(window.first.replace(day=1), window.last.replace(day=last_of_month))


def _shortest(days, least):
    """Return the shortest window of ``(day, count)`` pairs whose counts add up to ``least``."""
    found, held, end = [], 0, 0
    for day, count in days:
        while held < least and end < len(days):
            held += days[end][1]
            end += 1
        if held < least:
            break
        found.append(Window(day, days[end - 1][0]))
        held -= count
    return min(found, key=lambda window: window.days)


def _begins(each):
    return each.latest if each.earliest == ANY_DAY.earliest else each.earliest


def _ends(each):
    return each.earliest if each.latest == ANY_DAY.latest else each.latest


# Clocks


def _clock(name, dates, window, params):
    clock = _drawn(name, [each for each in dates if each.text], window)
    for each in dates:
        clock.counts[_where(each, window)] += each.count
    for mark in _marks(clock):
        mark.words, mark.address = _said(mark), _list_address(mark, name, params)
    return clock


def _clock_of_record(dates, params):
    """Return the clock of publication days, in a window of its own: they lie years after the others."""
    if not dates:
        return None
    days = [each.earliest for each in dates]
    window = Window(min(days), max(days))
    window = window.grown(max(0, 7 - window.days), 0)
    clock = _drawn("recorded", dates, window)
    clock.counts["shown"] = sum(each.count for each in dates)
    for mark in _marks(clock):
        mark.words, mark.address = _said(mark), _address_then(mark, params)
    return clock


def _drawn(name, dates, window):
    charts = [(band(dates, window, width), size) for width, size in BAND_WIDTHS]
    widest = charts[0][0]
    return Clock(name, window, charts, Counter(), [*widest.heads, *widest.bars])


def _marks(clock):
    return [mark for chart, _size in clock.charts for mark in [*chart.heads, *chart.bars]]


def _where(each, window):
    if not each.text:
        return "undated"
    if window.overlaps(each.earliest, each.latest):
        return "shown"
    return "earlier" if each.latest < window.first else "later"


def said_days(first, last, text):
    """Return the date of a mark in words: a day, a span of days, or the EDTF text."""
    if text:
        return in_words(text)
    return day_in_words(first) if first == last else in_words(f"{first}/{last}")


def _said(mark):
    if mark.disputed and not mark.text:
        claims = ngettext("%(number)s disputed claim", "%(number)s disputed claims", mark.count)
    elif mark.disputed:
        claims = ngettext("%(number)s claim, disputed", "%(number)s claims, some disputed", mark.count)
    else:
        claims = ngettext("%(number)s claim", "%(number)s claims", mark.count)
    days = said_days(mark.first, mark.last, mark.text)
    return _("%(days)s: %(claims)s") % {"days": days, "claims": claims % {"number": in_digits(mark.count)}}


def _list_address(mark, name, params):
    """Return the URL of a mark's claims: of a single claim its page, else the filtered list."""
    if mark.only:
        return reverse("claims:claim", args=[mark.only])
    pairs = [(key, value) for key, value in params if not key.startswith(f"{name}_")]
    if mark.first > ANY_DAY.earliest:
        pairs.append((f"{name}_after", mark.first.isoformat()))
    if mark.last < ANY_DAY.latest:
        pairs.append((f"{name}_before", mark.last.isoformat()))
    if mark.disputed and not mark.text and "disputed" not in dict(pairs):
        pairs.append(("disputed", "true"))
    return f"{reverse('claims:claims')}?{urlencode(pairs)}"


def _address_then(mark, params):
    """Return the URL of the list as of a mark's last day; "" where a filter cannot be answered as of then."""
    if mark.only:
        return reverse("claims:claim", args=[mark.only])
    if any(key not in THEN for key, _value in params):
        return ""
    return f"{reverse('claims:claims')}?{urlencode([*params, ('as_of', mark.last.isoformat())])}"
