"""EDTF dates in words, in the active language."""

from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from claims.dates.reading import OPEN, PERIODS, ends


def in_words(text: str) -> str:
    """Return an EDTF text in words: "6 October 2023, year inferred" for ``2023?-10-06``; an invalid text unchanged."""
    return _said(text, get_language())


@lru_cache(maxsize=8192)
def _said(text, _language):
    """Return an EDTF text in words; the active language is an argument as part of the cache key."""
    if not text:
        return _("date unknown")
    try:
        first, last = ends(text)
    except ValidationError:
        return text
    if first and last:
        return _closed(first, last)
    words = _open(_SINCE, first, text) if first else _open(_UNTIL, last, text)
    return _doubted(words, [first or last])


def _closed(first, last):
    """Return a date or a closed interval in words."""
    single = first.plain == last.plain
    words = _one_in_words(first) if single else _span_in_words(first, last)
    if _has_mark("~%", [first, last]):
        about = _ABOUT[_kind(first)] if single else pgettext_lazy("with a span", "about %(date)s")
        words = about % {"date": words}
    return _doubted(words, [first, last])


def _open(phrases, end, text):
    """Return an interval with an open or unknown end in words."""
    words = phrases[_kind(end)] % {"date": _one_in_words(end)}
    if _has_mark("~%", [end]):
        words = _("%(date)s, approximate") % {"date": words}
    if OPEN in text:
        return words
    unknown = _("%(date)s, beginning unknown") if phrases is _UNTIL else _("%(date)s, end unknown")
    return unknown % {"date": words}


def _has_mark(marks, found):
    return any(set(marks) & set("".join(end.marks)) for end in found)


def day_in_words(day, shape="day"):
    """Format a day: "6 October 2023", in French "1er" for the first of a month. ``shape`` is one of ``_SHAPES``."""
    first, other = _SHAPES[shape]
    return date_format(day, str(first if day.day == 1 else other))


#: Django date formats by shape: for the first day of a month, and for other days.
_SHAPES = {
    "day": (pgettext_lazy("format of the first of a month", "j F Y"), gettext_lazy("j F Y")),
    "no year": (pgettext_lazy("format of the first of a month", "j F"), gettext_lazy("j F")),
    "number": (pgettext_lazy("format of the first of a month", "j"), pgettext_lazy("format of a day", "j")),
    "minute": (pgettext_lazy("format of the first of a month", "j F Y, H:i"), gettext_lazy("j F Y, H:i")),
    "second": (pgettext_lazy("format of the first of a month", "j F Y, H:i:s"), gettext_lazy("j F Y, H:i:s")),
    "short day": (pgettext_lazy("below an axis", "j M"), pgettext_lazy("below an axis", "j M")),
    "short month": (pgettext_lazy("below an axis", "M Y"), pgettext_lazy("below an axis", "M Y")),
    "year": ("Y", "Y"),
}


#: Phrases around a date, by its kind: a day, a month or a year, or anything else ("some day in October 2023").
_ABOUT = {
    "day": pgettext_lazy("with a day", "about %(date)s"),
    "month": pgettext_lazy("with a month or a year", "about %(date)s"),
    "other": pgettext_lazy("with a season or some day", "about %(date)s"),
}
_UNTIL = {
    "day": pgettext_lazy("with a day", "by %(date)s"),
    "month": pgettext_lazy("with a month or a year", "by %(date)s"),
    "other": pgettext_lazy("with a season or some day", "by %(date)s"),
}
_SINCE = {
    "day": pgettext_lazy("with a day", "from %(date)s"),
    "month": pgettext_lazy("with a month or a year", "from %(date)s"),
    "other": pgettext_lazy("with a season or some day", "from %(date)s"),
}
#: A span of dates by the kinds of its beginning and its end.
_SPAN = {
    ("day", "day"): pgettext_lazy("day to day", "%(start)s to %(end)s"),
    ("day", "month"): pgettext_lazy("day to month or year", "%(start)s to %(end)s"),
    ("month", "day"): pgettext_lazy("month or year to day", "%(start)s to %(end)s"),
    ("month", "month"): pgettext_lazy("month or year to month or year", "%(start)s to %(end)s"),
}
_OTHER_SPAN = pgettext_lazy("with a season or some day", "%(start)s to %(end)s")
_SPRING, _SUMMER, _AUTUMN, _WINTER = (
    gettext_lazy("spring %(year)s"),
    gettext_lazy("summer %(year)s"),
    gettext_lazy("autumn %(year)s"),
    gettext_lazy("winter %(year)s"),
)
_PERIODS = {
    **{"21": _SPRING, "22": _SUMMER, "23": _AUTUMN, "24": _WINTER},
    **{"25": _SPRING, "26": _SUMMER, "27": _AUTUMN, "28": _WINTER},
    **{"29": _SPRING, "30": _SUMMER, "31": _AUTUMN, "32": _WINTER},
    "33": gettext_lazy("first quarter of %(year)s"),
    "34": gettext_lazy("second quarter of %(year)s"),
    "35": gettext_lazy("third quarter of %(year)s"),
    "36": gettext_lazy("fourth quarter of %(year)s"),
    "37": gettext_lazy("first four months of %(year)s"),
    "38": gettext_lazy("middle four months of %(year)s"),
    "39": gettext_lazy("last four months of %(year)s"),
    "40": gettext_lazy("first half of %(year)s"),
    "41": gettext_lazy("second half of %(year)s"),
}
_DOUBTS = {
    "year": gettext_lazy("%(date)s, year inferred"),
    "month": gettext_lazy("%(date)s, month uncertain"),
    "day": gettext_lazy("%(date)s, day uncertain"),
    "date": gettext_lazy("%(date)s, uncertain"),
}


def _kind(end):
    if not end.is_plain:
        return "other"
    return "day" if end.day else "month"


def _one_in_words(end):
    if end.is_day:
        return day_in_words(date(int(end.year), int(end.month), int(end.day)))
    if "X" in end.year:
        return _some_year(end.year)
    if end.month in PERIODS:
        return _period_in_words(end)
    if end.month == "XX":
        some = _("some day in %(date)s") if end.day else _("some month in %(date)s")
        return some % {"date": int(end.year)}
    if end.month:
        month = date_format(date(int(end.year), int(end.month), 1), "F Y")
        return _("some day in %(date)s") % {"date": month} if end.day else month
    return str(int(end.year))


def _some_year(year):
    if year.endswith("XX"):
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return _("some year from %(first)s to %(last)s") % {"first": first, "last": last}
    return _("%(decade)ss") % {"decade": int(year.replace("X", "0"))}


def _period_in_words(end):
    words = _PERIODS[end.month] % {"year": int(end.year)}
    if "25" <= end.month <= "28":
        return _("%(season)s in the north") % {"season": words}
    return _("%(season)s in the south") % {"season": words} if "29" <= end.month <= "32" else words


def _span_in_words(first, last):
    start = _one_in_words(first)
    if first.is_day and last.is_day and first.year == last.year:
        shape = "number" if first.month == last.month else "no year"
        start = day_in_words(date(int(first.year), int(first.month), int(first.day)), shape)
    elif _kind(first) == _kind(last) == "month" and first.month and last.month and first.year == last.year:
        start = date_format(date(int(first.year), int(first.month), 1), "F")
    return _SPAN.get((_kind(first), _kind(last)), _OTHER_SPAN) % {"start": start, "end": _one_in_words(last)}


def _doubted(words, found):
    """Append which part of a date is uncertain: year, month, day or the whole date."""
    doubted = {part for end in found if (part := _part_in_doubt(end))}
    if not doubted:
        return words
    return _DOUBTS[doubted.pop() if len(doubted) == 1 else "date"] % {"date": words}


def _part_in_doubt(end):
    parts = [part for part, marks in zip(("year", "month", "day"), end.marks, strict=False) if set(marks) & set("?%")]
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 < len(end.marks) else "date"
