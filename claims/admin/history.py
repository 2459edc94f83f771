"""What an edit changed, from what to what: the words of an object's history page."""

from django.forms import ModelChoiceField
from django.utils.text import Truncator, capfirst

SHORT = 60


def change_message(form, formsets, add):
    """Return what was added, changed (old value → new value) and deleted, in the shape that LogEntry reads."""
    message = []
    if add:
        message.append({"added": {}})
    elif changes := _changes(form):
        message.append({"changed": {"fields": changes}})
    for formset in formsets or ():
        message.extend(_formset_message(formset))
    return message


def _formset_message(formset):
    changed = {id(form.instance): form for form in formset.forms}
    for row in formset.new_objects:
        yield {"added": _named(row)}
    for row, _fields in formset.changed_objects:
        yield {"changed": {**_named(row), "fields": _changes(changed[id(row)])}}
    for row in formset.deleted_objects:
        yield {"deleted": _named(row)}


def _named(row):
    return {"name": str(row._meta.verbose_name), "object": str(row)}


def _changes(form):
    return [_change(form, name) for name in form.changed_data if name in form.initial]


def _change(form, name):
    field = form.fields[name]
    label = capfirst(field.label or name.replace("_", " "))
    return f"{label}: {_in_words(field, form.initial[name])} → {_in_words(field, form.cleaned_data.get(name))}"


def _in_words(field, value):
    if value in field.empty_values:
        return "nothing"
    if isinstance(field, ModelChoiceField):
        value = _row(field, value)
    elif hasattr(field, "choices"):
        value = dict(field.choices).get(value, value)
    return f"“{Truncator(str(value)).chars(SHORT)}”"


def _row(field, value):
    if isinstance(value, field.queryset.model):
        return value
    return field.queryset.model._base_manager.filter(pk=value).first() or value
