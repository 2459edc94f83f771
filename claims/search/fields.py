"""Form fields of the filters: validation and cleaned values."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.dates import Bounds, bounds, printable
from claims.models import Claim
from claims.search import query
from claims.text.stemming import fold

MAX_FILTER_VALUES = 50
_SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
_DAY = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})?")

#: Returns the public rows with the given slugs, by slug.
Find = Callable[[list[str]], dict[str, Any]]


def _no_choice(value: str) -> ValidationError:
    return ValidationError(gettext("“%(value)s” is not one of the choices.") % {"value": printable(value)})


class OneField(forms.ChoiceField):
    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            raise _no_choice(value)


class SomeField(forms.MultipleChoiceField):
    """Repeated parameter. Cleans to the values of ``known()``; raises ValidationError for any other value."""

    def clean(self, value: Any) -> list[Any]:
        values = list(dict.fromkeys(one for one in self.to_python(value) if one))
        if len(values) > MAX_FILTER_VALUES:
            raise ValidationError(gettext("Choose at most %(most)d.") % {"most": MAX_FILTER_VALUES})
        known = self.known(values) if values else {}
        for one in values:
            if one not in known:
                raise _no_choice(one)
        return [known[one] for one in values]

    def known(self, values: list[str]) -> dict[str, Any]:
        return {value: value for value in values if self.valid_value(value)}


class LanguagesField(SomeField):
    def known(self, values: list[str]) -> dict[str, Any]:
        return {value: value for value in values if _LANGUAGE.fullmatch(value)}


class RowsField(SomeField):
    """Slugs, cleaned to the public rows that ``find`` returns."""

    def __init__(self, *, find: Find, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.find = find

    def known(self, values: list[str]) -> dict[str, Any]:
        return self.find([value for value in values if _SLUG.fullmatch(value)])


class WordsField(forms.CharField):
    """Search words, cleaned to the ``query.Found`` claims."""

    def clean(self, value: Any) -> query.Found | None:
        text = super().clean(value)
        if not text:
            return None
        if not fold(text):
            raise ValidationError(gettext("Write at least one word, number or reference."))
        return query.find(Claim.objects.published(), text)


class OriginsField(forms.IntegerField):
    default_error_messages = {"invalid": _("Write a whole number of origins.")}


class DayField(forms.CharField):
    """A year, month or day, cleaned to its text and ``Bounds``."""

    def clean(self, value: Any) -> tuple[str, Bounds] | None:
        text = super().clean(value)
        try:
            if text and not _DAY.fullmatch(text):
                raise ValidationError("")
            return (text, bounds(text)) if text else None
        except ValidationError:
            raise ValidationError(
                gettext("“%(text)s” is not a date. Write a year, a month or a day: 2023, 2023-10 or 2023-10-06.")
                % {"text": printable(text)}
            ) from None
