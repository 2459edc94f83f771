"""What lists other than that of claims can be asked by their addresses."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

NO_CHOICE = _("“%(value)s” is not one of the choices.")


class ZoomField(NamedTuple):
    """One end of the days that a picture is narrowed to, as ``_zoom_field.html`` shows it."""

    name: str
    label: str
    value: str
    placeholder: str
    error: str = ""


class AskedForm(forms.Form):
    """What a page can be asked; a value that cannot be read is an error at its field and filters nothing."""

    def __init__(self, params):
        super().__init__({name: params.get(name, "") for name in self.base_fields}, auto_id="%s")

    @property
    def asked(self):
        """What could be read, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class AskedChoice(forms.ChoiceField):
    """One of some choices, or none of them, which ``blank`` says in a word."""

    default_error_messages = {"invalid_choice": NO_CHOICE}

    def __init__(self, *, choices, blank="", **kwargs):
        super().__init__(required=False, choices=[("", blank), *choices], **kwargs)
