"""Old and new values of an edit: shortened for LogEntry messages, whole for the page that asks to confirm."""

from typing import Any

from django.forms import ModelChoiceField
from django.utils.text import Truncator, capfirst

from claims.text.diff import Difference

MAX_VALUE_CHARACTERS = 60


def change_message(form, formsets, add):
    """Return the structured change message of a LogEntry; its "fields" read "label: old value → new value"."""
    message: list[dict[str, Any]] = []
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
    return [_change(form, name) for name in _changed_names(form)]


def _change(form, name):
    old, new = (
        f"“{Truncator(words).chars(MAX_VALUE_CHARACTERS)}”" if words else "nothing"
        for words in _old_and_new(form, name)
    )
    return f"{label_of(form, name)}: {old} → {new}"


def differences(form, formsets):
    """Return a ``Difference`` for each changed field, and for each row that ``formsets`` add, change or delete."""
    found = [Difference(label_of(form, name), *_old_and_new(form, name)) for name in _changed_names(form)]
    for formset in formsets:
        found += _formset_differences(formset)
    return found


def _formset_differences(formset):
    changed = {id(form.instance): form for form in formset.forms}
    for row in formset.new_objects:
        yield Difference(f"{capfirst(row._meta.verbose_name)} added", "", _row_in_words(changed[id(row)]))
    for row, _fields in formset.changed_objects:
        form = changed[id(row)]
        for name in _changed_names(form):
            yield Difference(
                f"{capfirst(row._meta.verbose_name)} {row}: {label_of(form, name)}", *_old_and_new(form, name)
            )
    for row in formset.deleted_objects:
        yield Difference(f"{capfirst(row._meta.verbose_name)} deleted", str(row), "")


def typed_otherwise(formset):
    """Return a ``Difference`` for each field of a formset's stored rows that was typed otherwise than stored."""
    return [
        Difference(
            f"{capfirst(form.instance._meta.verbose_name)} {form.instance}: {label_of(form, name)}", *old_and_new
        )
        for form in formset.initial_forms
        if form.instance.pk
        for name in _changed_names(form)
        if name in form.cleaned_data and (old_and_new := _old_and_new(form, name))
    ]


def _row_in_words(form):
    """Return a new row's filled fields in one line."""
    names = [name for name in form.changed_data if name in form.fields and name != "DELETE"]
    said = ((label_of(form, name), in_words(form.fields[name], form.cleaned_data.get(name))) for name in names)
    return "; ".join([str(form.instance), *(f"{label}: {words}" for label, words in said if words)])


def _changed_names(form):
    return [name for name in form.changed_data if name in form.initial]


def _old_and_new(form, name):
    field = form.fields[name]
    return in_words(field, form.initial[name]), in_words(field, form.cleaned_data.get(name))


def label_of(form, name):
    return capfirst(form.fields[name].label or name.replace("_", " "))


def in_words(field, value):
    """Return a field's value as text: label of a choice, ``str()`` of a related row, "" where empty."""
    if value in field.empty_values:
        return ""
    if isinstance(field, ModelChoiceField):
        value = _row(field, value)
    elif hasattr(field, "choices"):
        value = dict(field.choices).get(value, value)
    return str(value)


def _row(field, value):
    if isinstance(value, field.queryset.model):
        return value
    return field.queryset.model._base_manager.filter(pk=value).first() or value
