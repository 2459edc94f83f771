"""Uncertain dates: EDTF (ISO 8601-2) strings, their bounds, and how they read in words."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

OPEN = ".."
EXAMPLES = "2023-10-06, 2023-10, 2023-10-11/2023-10-12, ../2023-10-31, or 2023?-10-06 where the year is inferred"
_ENDPOINT = re.compile(r"(\d{4})([?~%]?)(?:-(\d\d)([?~%]?))?(?:-(\d\d)([?~%]?))?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Bounds(NamedTuple):
    """First and last possible day. A day nobody knows lies between ``date.min`` and ``date.max``."""

    earliest: date
    latest: date


ANY_DAY = Bounds(date.min, date.max)


@lru_cache(maxsize=4096)
def bounds(text):
    """Return the ``Bounds`` of an EDTF string; of the empty string, any day.

    Raises ValidationError, with examples, for what is not a date or an interval of dates.
    """
    if not text:
        return ANY_DAY
    ends = text.split("/")
    if len(ends) > 2 or all(end == OPEN for end in ends):
        raise _invalid(text)
    first, last = ends[0], ends[-1]
    earliest = date.min if first == OPEN else _endpoint_bounds(first, text).earliest
    latest = date.max if last == OPEN else _endpoint_bounds(last, text).latest
    if earliest > latest:
        raise ValidationError(_("“%(text)s” ends before it begins."), params={"text": text}, code="invalid")
    return Bounds(earliest, latest)


def _endpoint_bounds(endpoint, text):
    if not _ENDPOINT.fullmatch(endpoint):
        raise _invalid(text)
    try:
        parsed = parse_edtf(endpoint)
        return Bounds(date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))
    except (EDTFParseException, ValueError) as error:
        raise _invalid(text) from error


def _invalid(text):
    message = _("“%(text)s” is not a date we can read. Write it like %(examples)s.")
    return ValidationError(message, params={"text": text, "examples": EXAMPLES}, code="invalid")


def read_day(text):
    """Return the day that ``2023-10-06`` names; raises ValueError, with that form, for any other way to write one."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{text[:40]}” is not a day that can be read in one way only. Write it like 2023-10-06.")


def in_words(text):
    """Say an EDTF string in words: ``2023?-10-06`` is "6 October 2023, year inferred"."""
    return _said(text, get_language())


@lru_cache(maxsize=8192)
def _said(text, _language):
    """Say an EDTF string in the active language, which is named so that no other's words are kept for it."""
    if not text:
        return _("date unknown")
    first, _slash, last = text.partition("/")
    if not last or first == last:
        return _qualified(_one_in_words(first), [first])
    if first == OPEN:
        return _qualified(_around(_UNTIL, last), [last])
    if last == OPEN:
        return _qualified(_around(_SINCE, first), [first])
    return _qualified(_span_in_words(first, last), [first, last])


def day_in_words(day, shape="day"):
    """Say a day: "6 October 2023"; in French the first of a month is the "1er". ``shape`` is one of ``_SHAPES``."""
    first, other = _SHAPES[shape]
    return date_format(day, str(first if day.day == 1 else other))


#: Django's format for the first day of a month, and for any other.
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


#: Phrases around a date, by whether it is a day or no more than a month or a year.
_ABOUT = {
    True: pgettext_lazy("with a day", "about %(date)s"),
    False: pgettext_lazy("with a month or a year", "about %(date)s"),
}
_UNTIL = {
    True: pgettext_lazy("with a day", "by %(date)s"),
    False: pgettext_lazy("with a month or a year", "by %(date)s"),
}
_SINCE = {
    True: pgettext_lazy("with a day", "from %(date)s"),
    False: pgettext_lazy("with a month or a year", "from %(date)s"),
}
#: A span of dates by whether it begins, and whether it ends, with a day.
_SPAN = {
    (True, True): pgettext_lazy("day to day", "%(start)s to %(end)s"),
    (True, False): pgettext_lazy("day to month or year", "%(start)s to %(end)s"),
    (False, True): pgettext_lazy("month or year to day", "%(start)s to %(end)s"),
    (False, False): pgettext_lazy("month or year to month or year", "%(start)s to %(end)s"),
}


def _around(phrases, endpoint):
    return phrases[bool(_parts(endpoint)[2])] % {"date": _one_in_words(endpoint)}


def _parts(endpoint):
    year, year_mark, month, month_mark, day, day_mark = _ENDPOINT.findall(endpoint)[0]
    return year, month, day, [year_mark, month_mark, day_mark]


def _one_in_words(endpoint):
    year, month, day, _marks = _parts(endpoint)
    if day:
        return day_in_words(date(int(year), int(month), int(day)))
    if month:
        return date_format(date(int(year), int(month), 1), "F Y")
    return str(int(year))


def _span_in_words(first, last):
    year, month, day, _marks = _parts(first)
    last_year, last_month, last_day, _marks = _parts(last)
    start = _one_in_words(first)
    if day and last_day and year == last_year:
        shape = "number" if month == last_month else "no year"
        start = day_in_words(date(int(year), int(month), int(day)), shape)
    elif month and last_month and not (day or last_day) and year == last_year:
        start = date_format(date(int(year), int(month), 1), "F")
    return _SPAN[bool(day), bool(last_day)] % {"start": start, "end": _one_in_words(last)}


def _qualified(words, endpoints):
    marks = [_parts(endpoint)[3] for endpoint in endpoints]
    joined = "".join("".join(three) for three in marks)
    if "~" in joined or "%" in joined:
        words = _about(words, endpoints)
    inferred = [three for three in marks if set("".join(three)) & set("?%")]
    if not inferred:
        return words
    only_year = all(three[0] and not (three[1] or three[2]) for three in inferred)
    has_month = all(_parts(endpoint)[1] for endpoint in endpoints)
    noted = _("%(date)s, year inferred") if only_year and has_month else _("%(date)s, uncertain")
    return noted % {"date": words}


def _about(words, endpoints):
    if words == _one_in_words(endpoints[0]):
        return _around(_ABOUT, endpoints[0])
    return pgettext("with a span", "about %(date)s") % {"date": words}


class EDTFFormField(forms.CharField):
    def clean(self, value):
        value = super().clean(value)
        bounds(value)
        return value


class EDTFField(models.CharField):
    """An EDTF string whose first and last possible days are kept in two date columns declared after it.

    ``earliest`` and ``latest`` name those columns. A raw load (a fixture) brings its own; a check constraint refuses
    a date without bounds, and ``check_claims`` compares them.
    """

    def __init__(self, *args, earliest="earliest", latest="latest", **kwargs):
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "earliest": self.earliest, "latest": self.latest}

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": EDTFFormField, **kwargs})

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        self._keep_bounds(value, model_instance)

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        self._keep_bounds(value, model_instance)
        return value

    def _keep_bounds(self, value, model_instance):
        found = bounds(value)
        setattr(model_instance, self.earliest, found.earliest)
        setattr(model_instance, self.latest, found.latest)


def earliest_day():
    """Return the column for the first possible day of the date declared before it."""
    return models.DateField(default=date.min, editable=False)


def latest_day():
    """Return the column for the last possible day of the date declared before it."""
    return models.DateField(default=date.max, editable=False)


def bounds_constraints(model, text, earliest, latest):
    """Return the checks that a date's bounds are in order, and that a date that is written has at least one."""
    no_bounds = models.Q(**{earliest: date.min, latest: date.max})
    return [
        models.CheckConstraint(
            condition=models.Q(**{f"{earliest}__lte": models.F(latest)}),
            name=f"claims_{model}_{text}_bounds_in_order",
            violation_error_message="A date cannot end before it begins.",
        ),
        models.CheckConstraint(
            condition=models.Q(**{text: ""}) | ~no_bounds,
            name=f"claims_{model}_{text}_has_bounds",
            violation_error_message="A date needs its first or its last possible day.",
        ),
    ]
