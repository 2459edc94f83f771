"""Form and ModelAdmin mixin that ask to confirm improbable dates."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten

from claims.admin.base import DeskForm
from claims.dates import dated_fields, doubts_about

RIGHT = "The dates are right as they stand"


class ConfirmationField(forms.BooleanField):
    """Hidden checkbox that never counts as a change of the form."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class DatedForm(DeskForm):
    """ModelForm that refuses changed dates that are most likely a slip, unless ``confirm_dates`` is ticked."""

    confirm_dates = ConfirmationField(required=False, label=RIGHT)

    def clean(self):
        super().clean()
        typed = {date.name: self.cleaned_data.get(date.name) for date in dated_fields(self._meta.model)}
        doubts = list(doubts_about({name: text for name, text in typed.items() if name in self.changed_data}))
        if doubts:
            self.fields["confirm_dates"].widget = forms.CheckboxInput()
        for name, doubt in [] if self.cleaned_data.get("confirm_dates") else doubts:
            self.add_error(name, f"{doubt} Correct it, or tick “{RIGHT}” and save again.")


class ConfirmsDates(admin.ModelAdmin):
    """ModelAdmin mixin for a ``DatedForm``: add ``confirm_dates`` to the fieldsets that hold dates."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [self._with_box(*fieldset) for fieldset in fieldsets] if may_write else fieldsets

    def _with_box(self, title, options):
        dated = set(flatten(options["fields"])) & {date.name for date in dated_fields(self.model)}
        return title, {**options, "fields": (*options["fields"], "confirm_dates")} if dated else options
