"""EDTF texts: their grammar, and the first and the last possible day of each."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

EXAMPLES = gettext_lazy(
    "2023-10-06, 2023-10, 2023-10-XX, 2023-21 for spring, 202X, 2023-10~, 2023-10-11/2023-10-12, ../2023-10-31, "
    "or 2023?-10-06 where the year is inferred"
)
OPEN, UNKNOWN = "..", ""
_ENDPOINT = re.compile(
    r"([?~%]?)([0-9]{3}[0-9X]|[0-9]{2}XX)([?~%]?)"
    r"(?:-([?~%]?)([0-9]{2}|XX)([?~%]?)(?:-([?~%]?)([0-9]{2}|XX)([?~%]?))?)?"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Parts of a year that stand where a month would: the first month of each, and how many months it has.
#: Seasons are counted as meteorologists do, those of no hemisphere as in the north; a winter ends in the year after.
PERIODS = {
    **{"21": (3, 3), "22": (6, 3), "23": (9, 3), "24": (12, 3)},
    **{"25": (3, 3), "26": (6, 3), "27": (9, 3), "28": (12, 3)},
    **{"29": (9, 3), "30": (12, 3), "31": (3, 3), "32": (6, 3)},
    **{"33": (1, 3), "34": (4, 3), "35": (7, 3), "36": (10, 3)},
    **{"37": (1, 4), "38": (5, 4), "39": (9, 4), "40": (1, 6), "41": (7, 6)},
}
#: What may follow a month that is none of the twelve.
_DAYS_AFTER = {"XX": ("", "XX"), **dict.fromkeys(PERIODS, ("",))}


class Bounds(NamedTuple):
    """First and last possible day. A day nobody knows lies between ``date.min`` and ``date.max``."""

    earliest: date
    latest: date


ANY_DAY = Bounds(date.min, date.max)


class Endpoint(NamedTuple):
    """One date of a text: its parts as written, empty where left out, and the marks that bear on each of them."""

    year: str
    month: str
    day: str
    marks: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it is a year, a month or a day, and no season and nothing unspecified."""
        return "X" not in "".join(self[:3]) and self.month not in PERIODS

    @property
    def is_day(self) -> bool:
        return self.is_plain and bool(self.day)

    @property
    def is_sure(self) -> bool:
        """Whether it is one day without a doubt."""
        return self.is_day and not any(self.marks)

    @property
    def plain(self) -> str:
        """The parts without their marks."""
        return "-".join(part for part in self[:3] if part)


@lru_cache(maxsize=8192)
def ends(text: str) -> tuple[Endpoint | None, Endpoint | None]:
    """Return the two ``Endpoint``s of an EDTF text, the same twice for one date; None for an open or unknown end.

    Raises ValidationError, with examples, for what is not a date or two of them. Asks not which comes first.
    """
    first, slash, last = text.partition("/")
    if not slash:
        return (_endpoint(text, text),) * 2
    begun, ended = (None if end in (OPEN, UNKNOWN) else _endpoint(end, text) for end in (first, last))
    if begun is None and ended is None:
        raise _invalid(text)
    return begun, ended


def _endpoint(written: str, text: str) -> Endpoint:
    match = _ENDPOINT.fullmatch(written)
    if not match:
        raise _invalid(text)
    groups = [group or "" for group in match.groups()]
    year, month, day = groups[1::3]
    if ("X" in year and month) or day not in _DAYS_AFTER.get(month, (day,)):
        raise _invalid(text)
    end = Endpoint(year, month, day, _marks(groups))
    days_of(end, text)
    return end


def _marks(groups: list[str]) -> tuple[str, ...]:
    """Return the marks of each part: one before it bears on it alone, one after it on all before that too."""
    before, after = groups[0::3], groups[2::3]
    return tuple(before[part] + "".join(after[part:]) for part in range(3) if groups[3 * part + 1])


@lru_cache(maxsize=4096)
def bounds(text: str) -> Bounds:
    """Return the ``Bounds`` of an EDTF text; of the empty text, any day.

    A doubt does not widen them. Raises ValidationError for what is not a date or an interval of dates.
    """
    if not text:
        return ANY_DAY
    first, last = ends(text)
    earliest = days_of(first, text).earliest if first else date.min
    latest = days_of(last, text).latest if last else date.max
    if earliest > latest:
        message = _("“%(text)s” ends before it begins.")
        raise ValidationError(message, params={"text": printable(text)}, code="invalid")
    if (earliest, latest) == ANY_DAY:
        raise _invalid(text)
    return Bounds(earliest, latest)


@lru_cache(maxsize=8192)
def days_of(end: Endpoint, text: str) -> Bounds:
    """Return the ``Bounds`` of an ``Endpoint`` of ``text``."""
    try:
        if end.month in PERIODS:
            return _days_of_period(int(end.year), *PERIODS[end.month])
        parsed = parse_edtf(end.plain)
        return Bounds(date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))
    except (EDTFParseException, ValueError) as error:
        raise _invalid(text) from error


def _days_of_period(year: int, month: int, months: int) -> Bounds:
    years, last = divmod(month + months - 2, 12)
    if year + years > date.max.year:
        return Bounds(date(year, month, 1), date.max)
    return Bounds(date(year, month, 1), date(year + years, last + 1, monthrange(year + years, last + 1)[1]))


def plain_day(text: str) -> str:
    """Return a year, a month or a day as ISO 8601 writes it; empty for any other form, whatever the doubt."""
    first, _last = ends(text) if text else (None, None)
    return first.plain if first and first.is_plain and "/" not in text else ""


def printable(text: str) -> str:
    """Return what a message can quote of a text that was typed: characters that print, and not many of them."""
    shown = "".join(char if char.isprintable() else " " for char in text[:41])
    return f"{shown[:40]}…" if len(shown) > 40 else shown


def _invalid(text: str) -> ValidationError:
    message = _("“%(text)s” is not a date we can read. Write it like %(examples)s.")
    return ValidationError(message, params={"text": printable(text), "examples": EXAMPLES}, code="invalid")


def read_day(text: str) -> date:
    """Return the day that ``2023-10-06`` names; raises ValueError, with that form, for any other way to write one."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{text[:40]}” is not a day that can be read in one way only. Write it like 2023-10-06.")
