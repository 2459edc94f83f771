"""Parse one item of a file to a row: model, natural key and normalized fields, or reasons to refuse it. No queries."""

from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models

from claims.choices import RowChange
from claims.dates import read_day
from claims.imports.decoding import Item
from claims.imports.schema import (
    DERIVED,
    FIELDS,
    HOW_TO_DECIDE,
    MODELS,
    OWNED,
    AnyField,
    Differences,
    Fields,
    Key,
    key_of,
    plain,
    referred,
    spoken,
)
from claims.models.quantities import FollowingField

KEYS = {"model", "pk", "fields"}
MAX_KEY_CHARACTERS = 400


@dataclass
class Row:
    """One row of a file, and what it would change."""

    number: int
    line: int
    model: str = ""
    key: str = ""
    fields: Fields = field(default_factory=dict)
    change: str = ""
    differences: Differences = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    @property
    def natural_key(self) -> Key | None:
        return key_of(self.model, self.fields)

    def refuse(self, *reasons: str) -> None:
        self.change = str(RowChange.REFUSED)
        self.reasons.extend(reasons)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def row_of(number: int, item: Item) -> Row:
    """Return the ``Row`` of an item, refused with reasons where it is malformed."""
    row = Row(number, item.line, model=_model_named(item.data))
    reasons = item.reasons or _faults_of_form(item.data)
    if reasons:
        row.refuse(*reasons)
        return row
    reasons = []
    for name, value in item.data["fields"].items():
        reasons += _read_field(row, name, value)
    if reasons:
        row.refuse(*reasons)
    key = row.natural_key
    if key is None:
        named = ", ".join(path.partition("__")[0] for path in MODELS[row.model].natural_fields)
        row.refuse(*([] if reasons else [f"It has no key: {named}."]))
    else:
        row.key = spoken(row.model, key)[:MAX_KEY_CHARACTERS]
    return row


def _model_named(data: Any) -> str:
    named = data.get("model") if isinstance(data, dict) else None
    return named[:40] if isinstance(named, str) and named.isascii() and named.isprintable() else ""


def _faults_of_form(data: dict[str, Any]) -> list[str]:
    label = data.get("model")
    if not isinstance(label, str):
        return ["It names no model: “model” is claims.claim, for instance."]
    if label not in MODELS:
        return [f"A file may not hold {label[:80]}. It may hold {', '.join(MODELS)}."]
    extra = sorted(set(data) - KEYS)
    if extra:
        return [f"A row holds “model” and “fields” only, not {', '.join(extra)[:80]}."]
    if data.get("pk") is not None:
        return ["pk: Rows are known by their natural keys. Leave it out."]
    return [] if isinstance(data.get("fields"), dict) else ["Its “fields” are no object."]


def _read_field(row: Row, name: str, value: Any) -> list[str]:
    """Set a normalized value on the row; return errors."""
    owned = OWNED.get(row.model, {})
    if name in owned:
        return [] if value in owned[name] else [f"{name}: {HOW_TO_DECIDE[row.model]} Leave it out."]
    found = FIELDS[row.model].get(name)
    if found is None:
        derived = name in DERIVED and name in {other.name for other in MODELS[row.model]._meta.concrete_fields}
        return [] if derived else [f"{name[:60]}: A {MODELS[row.model]._meta.verbose_name} has no such field."]
    if isinstance(found, FollowingField) and value == "":
        return []
    fault = _fault_of_value(found, value)
    if fault:
        return [f"{name}: {fault}"]
    row.fields[name] = plain(found, value)
    return []


def _fault_of_value(found: AnyField, value: Any) -> str:
    """Return why a value is not of a field's type, else ""; the model validates later."""
    if value is None:
        return "" if found.null else "It cannot be null."
    if found.is_relation:
        return _fault_of_reference(found, value)
    if isinstance(found, models.IntegerField):
        return "" if isinstance(value, int) and not isinstance(value, bool) else "It is a whole number, without quotes."
    if isinstance(found, models.DecimalField):
        return _fault_of_decimal(found, value)
    if not isinstance(value, str):
        return "It is text, in quotes."
    if isinstance(found, models.DateField):
        return _fault_of_day(value)
    return ""


def _fault_of_reference(found: AnyField, value: Any) -> str:
    length = len(referred(found).natural_fields)
    if isinstance(value, list) and len(value) == length and all(isinstance(part, str) for part in value):
        return ""
    name = referred(found)._meta.verbose_name
    return f"Name the {name} by its natural key, a list of {length} {'text' if length == 1 else 'texts'}."


def _fault_of_decimal(found: "models.DecimalField[Any, Any]", value: Any) -> str:
    try:
        number = Decimal(str(value))
        whole = found.max_digits - found.decimal_places
        if not isinstance(value, bool) and number.is_finite() and abs(number) < 10**whole:
            return "" if number == round(number, found.decimal_places) else f"At most {found.decimal_places} decimals."
    except InvalidOperation:
        pass
    return "It is a decimal number."


def _fault_of_day(value: str) -> str:
    try:
        read_day(value)
    except ValueError as error:
        return str(error)
    return ""
