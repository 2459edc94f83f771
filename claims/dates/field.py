"""Form and model fields for EDTF dates, with columns for their bounds."""

from datetime import date

from django import forms
from django.db import models

from claims.dates.reading import bounds


class EDTFFormField(forms.CharField):
    def clean(self, value):
        value = super().clean(value)
        bounds(value)
        return value


class EDTFField(models.CharField):
    """CharField for an EDTF text, whose first and last possible days are kept in two DateFields declared after it.

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


def dated_fields(model: type[models.Model]) -> list[EDTFField]:
    """Return the EDTF fields of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EDTFField)]


def earliest_day():
    """Return the DateField for the first possible day of the EDTFField before it."""
    return models.DateField(default=date.min, editable=False)


def latest_day():
    """Return the DateField for the last possible day of the EDTFField before it."""
    return models.DateField(default=date.max, editable=False)


def bounds_constraints(model, text, earliest, latest):
    """Return check constraints: bounds are in order, and a non-empty date has at least one."""
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
