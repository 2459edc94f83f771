"""Form classes that parse the query strings of lists other than that of claims."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

NO_CHOICE = _("“%(value)s” is not one of the choices.")


class ZoomField(NamedTuple):
    """One of the two date inputs that narrow a chart, as ``_zoom_field.html`` renders it."""

    name: str
    label: str
    value: str
    placeholder: str
    error: str = ""


class AskedForm(forms.Form):
    """Form of query parameters: always bound, every field optional. Invalid values become form errors."""

    def __init__(self, params):
        super().__init__({name: params.get(name, "") for name in self.base_fields}, auto_id="%s")

    @property
    def asked(self):
        """Return the valid, non-empty values by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class AskedChoice(forms.ChoiceField):
    """Optional ChoiceField; ``blank`` labels the empty choice."""

    default_error_messages = {"invalid_choice": NO_CHOICE}

    def __init__(self, *, choices, blank="", **kwargs):
        super().__init__(required=False, choices=[("", blank), *choices], **kwargs)
