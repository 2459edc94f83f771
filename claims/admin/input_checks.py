"""What a browser sends, read with care: a value that cannot be read is told, never a crash."""

from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import QueryDict

from claims.models.fields import MAX_TEXT_CHARACTERS, ProseField

LARGEST_ID = 2**63 - 1


def is_id(text: str) -> bool:
    """Tell whether ``text`` can be the id of a row."""
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= LARGEST_ID


def has_nul(parameters: QueryDict) -> bool:
    """Tell whether any of a request's parameters holds a NUL character, which no database takes."""
    return any("\x00" in value for _name, values in parameters.lists() for value in values)


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """Return the field of a form whose choices are known only once it is made."""
    return cast(forms.ChoiceField, form.fields[name])


class ProseInput(forms.CharField):
    """Words that are typed for the record, in ``rows`` lines, with the limits that they have there."""

    default_validators = ProseField.default_validators

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TEXT_CHARACTERS, widget=AdminTextareaWidget(attrs={"rows": rows}), **kwargs)
