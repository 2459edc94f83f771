"""Compare a row of a file with the database: new, changed or same, and reasons to refuse it. Read-only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from claims.choices import RowChange
from claims.dates import dated_fields, doubts_about
from claims.imports.schema import (
    FIELDS,
    MODELS,
    PARTS,
    AnyField,
    Differences,
    Fields,
    Identity,
    Key,
    Reference,
    find,
    identity,
    key_of,
    plain,
    refer,
    referred,
    spoken,
    stored,
)
from claims.rules.validation import missing_for_claimant

#: Returns the row of a model with a natural key, or None.
Target = Callable[[str, Key], Any]


@dataclass
class Comparison:
    """What a row would do: the unsaved instance, and ``[old, new]`` for each changed field."""

    change: str = str(RowChange.SAME)
    instance: Any = None
    differences: Differences = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    #: References that are not recorded, by field.
    missing: dict[str, Reference] = field(default_factory=dict)


def compare(label: str, fields: Fields, target: Target = refer, *, as_a_set: bool = False) -> Comparison:
    """Return the ``Comparison`` of a row's fields with the database; ``target`` looks up related rows.

    ``as_a_set`` skips the check for circles, for callers that check several rows together.
    """
    recorded = find(label, key_of(label, fields))
    found = Comparison(instance=recorded or MODELS[label]())
    found.instance.checked_as_a_set = as_a_set
    fields = _same_way_round(label, recorded, fields)
    for name, value in fields.items():
        _set(found, label, name, value, recorded, target)
    if recorded is None:
        found.change = str(RowChange.NEW)
    elif found.differences:
        found.change = str(RowChange.CHANGED)
        found.reasons += _unchangeable(label, recorded, found.differences)
    if found.change != RowChange.SAME:
        found.reasons += _part_of_withdrawn(label, found.instance, found.missing)
        if not found.reasons:
            found.reasons += _faults(found, label)
    return found


def _same_way_round(label: str, recorded: Any, fields: Fields) -> Fields:
    """Return the fields of an undirected link with its ends in the recorded order."""
    if label == "claims.claimlink" and recorded and not recorded.directed:
        return {**fields, "first": [recorded.first.reference], "second": [recorded.second.reference]}
    return fields


def _set(found: Comparison, label: str, name: str, value: Any, recorded: Any, target: Target) -> None:
    definition = FIELDS[label][name]
    stood = stored(recorded, name) if recorded else None
    if definition.is_relation and value is not None:
        other = _named_by(definition, value)
        referred = target(*other)
        if referred is None:
            found.missing[name] = other
        else:
            setattr(found.instance, name, referred)
            value = list(referred.natural_key())
    else:
        setattr(found.instance, name, value)
    if recorded and stood != value:
        found.differences[name] = [stood, value]


def _named_by(definition: AnyField, value: list[str]) -> Reference:
    return referred(definition)._meta.label_lower, tuple(value)


def _unchangeable(label: str, recorded: Any, differences: Differences) -> list[str]:
    if label == "claims.assessment":
        return ["This finding is recorded in other words, and a file changes none. Give the new one the next number."]
    if label == "claims.claim" and recorded.is_withdrawn:
        return [f"{recorded.reference} was withdrawn: publish it again at the desk before changing it."]
    if label == "claims.claim" and "claimant" in differences:
        return [f"claimant: {sentence}" for sentence in missing_for_claimant(recorded, None)]
    return []


def _part_of_withdrawn(label: str, instance: Any, missing: dict[str, Reference]) -> list[str]:
    if label in PARTS and "claim" not in missing and instance.claim.is_withdrawn:
        return [f"{instance.claim.reference} was withdrawn: publish it again at the desk before adding to it."]
    return []


def _faults(found: Comparison, label: str) -> list[str]:
    """Return the errors of ``full_clean()``, field by field; uniqueness is known already."""
    try:
        found.instance.full_clean(exclude=set(found.missing), validate_unique=False)
    except ValidationError as error:
        return [
            sentence if name == NON_FIELD_ERRORS else f"{name}: {sentence}"
            for name, sentences in error.message_dict.items()
            for sentence in sentences
        ]
    if reasons := _doubtful_dates(found):
        return reasons
    for name in found.differences:
        definition = FIELDS[label][name]
        if not definition.is_relation:
            found.differences[name][1] = plain(definition, getattr(found.instance, name))
    return []


def _doubtful_dates(found: Comparison) -> list[str]:
    """Return errors for improbable new or changed dates; a recorded one was confirmed."""
    new = found.change == RowChange.NEW
    dates = dated_fields(type(found.instance))
    names = [date.name for date in dates if new or date.name in found.differences]
    doubts = doubts_about({name: getattr(found.instance, name) for name in names})
    return [
        f"{name}: {doubt} Correct it, or record it at the desk, where it can be confirmed." for name, doubt in doubts
    ]


def missing_reasons(missing: dict[str, Reference], known: Callable[[Identity], bool]) -> Iterator[str]:
    """Yield an error for each missing reference that is not ``known`` to come with other rows."""
    for name, (label, key) in missing.items():
        if not known(identity(label, key)):
            yield f"{name}: {label} {spoken(label, key)} is neither recorded nor in this file, or is refused there."
