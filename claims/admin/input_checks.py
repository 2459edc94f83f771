"""Validate request parameters, and form fields with the models' limits."""

from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import QueryDict

from claims.models.fields import MAX_TEXT_CHARACTERS, ProseField

LARGEST_ID = 2**63 - 1


def is_id(text: str) -> bool:
    """Return whether ``text`` can be a primary key: ASCII digits, at most 2^63 - 1."""
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= LARGEST_ID


def has_nul(parameters: QueryDict) -> bool:
    """Return whether any parameter holds a NUL character, which databases refuse."""
    return any("\x00" in value for _name, values in parameters.lists() for value in values)


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """Return a form's field, typed as ChoiceField, to set its choices."""
    return cast(forms.ChoiceField, form.fields[name])


class ProseInput(forms.CharField):
    """Text area, ``rows`` lines high, with the validators and maximum length of ProseField."""

    default_validators = ProseField.default_validators

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TEXT_CHARACTERS, widget=AdminTextareaWidget(attrs={"rows": rows}), **kwargs)
