"""Parse EDTF texts; compute their first and last possible days."""

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
#: EDTF codes 21 to 41 in place of a month (seasons, quarters and the like): ``(first month, number of months)``.
#: Seasons are meteorological, northern without a hemisphere; a winter ends in the following year.
PERIODS = {
    **{"21": (3, 3), "22": (6, 3), "23": (9, 3), "24": (12, 3)},
    **{"25": (3, 3), "26": (6, 3), "27": (9, 3), "28": (12, 3)},
    **{"29": (9, 3), "30": (12, 3), "31": (3, 3), "32": (6, 3)},
    **{"33": (1, 3), "34": (4, 3), "35": (7, 3), "36": (10, 3)},
    **{"37": (1, 4), "38": (5, 4), "39": (9, 4), "40": (1, 6), "41": (7, 6)},
}
#: Days that may follow a month that is unspecified or one of ``PERIODS``.
_DAYS_AFTER = {"XX": ("", "XX"), **dict.fromkeys(PERIODS, ("",))}


class Bounds(NamedTuple):
    """First and last possible day; ``date.min`` and ``date.max`` where unknown."""

    earliest: date
    latest: date


ANY_DAY = Bounds(date.min, date.max)


class Endpoint(NamedTuple):
    """One end of an EDTF text: its parts as written, "" where left out, and the qualifiers (``?~%``) of each part."""

    year: str
    month: str
    day: str
    marks: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Return whether it is a year, month or day: no season, no unspecified digit."""
        return "X" not in "".join(self[:3]) and self.month not in PERIODS

    @property
    def is_day(self) -> bool:
        return self.is_plain and bool(self.day)

    @property
    def is_sure(self) -> bool:
        """Return whether it is one day without a qualifier."""
        return self.is_day and not any(self.marks)

    @property
    def plain(self) -> str:
        """Return the parts without their qualifiers."""
        return "-".join(part for part in self[:3] if part)


@lru_cache(maxsize=8192)
def ends(text: str) -> tuple[Endpoint | None, Endpoint | None]:
    """Return both ``Endpoint``s of an EDTF text, the same one twice for a single date; None for an open or unknown end.

    Raises ValidationError, with examples, for an invalid text. Does not check the order of the ends.
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
    """Return the qualifiers of each part: one before it applies to it alone, one after it to all parts up to it."""
    before, after = groups[0::3], groups[2::3]
    return tuple(before[part] + "".join(after[part:]) for part in range(3) if groups[3 * part + 1])


@lru_cache(maxsize=4096)
def bounds(text: str) -> Bounds:
    """Return the ``Bounds`` of an EDTF text; ``ANY_DAY`` for the empty text.

    Qualifiers do not widen them. Raises ValidationError for an invalid text or a reversed interval.
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
        if end.is_day:
            return Bounds(*[date.fromisoformat(end.plain)] * 2)
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
    """Return a year, month or day in ISO 8601, without qualifiers; "" for any other form."""
    first, _last = ends(text) if text else (None, None)
    return first.plain if first and first.is_plain and "/" not in text else ""


def printable(text: str) -> str:
    """Return a text for quoting in a message: non-printable characters replaced, at most 40 characters."""
    shown = "".join(char if char.isprintable() else " " for char in text[:41])
    return f"{shown[:40]}…" if len(shown) > 40 else shown


def _invalid(text: str) -> ValidationError:
    message = _("“%(text)s” is not a date we can read. Write it like %(examples)s.")
    return ValidationError(message, params={"text": printable(text), "examples": EXAMPLES}, code="invalid")


def read_day(text: str) -> date:
    """Parse ``YYYY-MM-DD``. Raises ValueError, with an example, for any other form."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{text[:40]}” is not a day that can be read in one way only. Write it like 2023-10-06.")
