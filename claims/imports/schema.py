"""Models and fields that a file may hold, and their serialization with natural keys."""

from typing import Any, TypeAlias, cast

from django.db import models

from claims.choices import UNDIRECTED_KINDS, AssessmentState, LinkOrigin, LinkState, Publication
from claims.dates import dated_fields
from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink, Event, Place, Quantity, Question, Source
from claims.models.base import NaturalModel
from claims.models.claims import WORKFLOW_FIELDS
from claims.models.quantities import FollowingField

#: A field of any model.
AnyField: TypeAlias = "models.Field[Any, Any]"
#: A row's fields by name, as JSON values.
Fields = dict[str, Any]
#: ``[old, new]`` of each changed field.
Differences = dict[str, list[Any]]
#: A natural key; the same with its model's label; and the unique, hashable identity of a row.
Key = tuple[Any, ...]
Reference = tuple[str, Key]
Identity = tuple[str, str]

#: In the order of their dependencies.
LOADABLE: tuple[type[NaturalModel], ...] = (
    *(Place, Claimant, Event, Source, Question),
    *(Claim, Quantity, Citation, ClaimLink, Assessment),
)
MODELS = {model._meta.label_lower: model for model in LOADABLE}
ORDER = {label: number for number, label in enumerate(MODELS)}
#: Models whose rows are part of a claim's version.
PARTS = {"claims.quantity", "claims.citation"}

NOBODY: dict[str, tuple[Any, ...]] = {"proposed_by": (None,), "proposed_at": (None,)}
#: Fields that only workflow writes, with the values that a file may still give for them.
OWNED: dict[str, dict[str, tuple[Any, ...]]] = {
    "claims.claim": {
        **{
            field.name: (field.get_default(),) for field in Claim._meta.concrete_fields if field.name in WORKFLOW_FIELDS
        },
        "publication": (Publication.DRAFT, Publication.IN_REVIEW),
        "decided_at": ("0001-01-01T00:00:00Z",),
        "created_by": (None,),
    },
    "claims.claimlink": {
        "state": (LinkState.SUGGESTED,),
        "origin": tuple(LinkOrigin),
        "reviewed_by": (None,),
        "reviewed_at": (None,),
        **NOBODY,
    },
    "claims.assessment": {
        "state": (AssessmentState.PROPOSED,),
        "decided_by": (None,),
        "decided_at": (None,),
        "decided_alone": (False,),
        "decision_note": ("",),
        **NOBODY,
    },
}
HOW_TO_DECIDE = {
    "claims.claim": "A file publishes and judges nothing: a claim is published when a reviewer accepts its row.",
    "claims.claimlink": "A file confirms nothing: a link is confirmed when a reviewer accepts its row.",
    "claims.assessment": "A file decides nothing: a finding is approved when a reviewer accepts its row.",
}
#: Fields that are computed, and ignored in a file.
DERIVED = {
    *(bound for model in LOADABLE for date in dated_fields(model) for bound in (date.earliest, date.latest)),
    *("created_at", "updated_at"),
}


def fields_of(label: str) -> dict[str, AnyField]:
    """Return the fields of a model that a file may set, by name."""
    skipped = DERIVED | set(OWNED.get(label, ())) | {"id"}
    return {field.name: field for field in MODELS[label]._meta.concrete_fields if field.name not in skipped}


FIELDS = {label: fields_of(label) for label in MODELS}


def referred(field: AnyField) -> type[NaturalModel]:
    """Return the related model of a relation."""
    return cast(type[NaturalModel], field.related_model)


def default_of(field: AnyField, fields: Fields) -> Any:
    """Return the value of a field that a file leaves out, which may follow from the other ``fields``."""
    if isinstance(field, FollowingField):
        return field.following(fields.get)
    if field.is_relation or (callable(field.default) if field.has_default() else field.null):
        return None
    return field.get_default()


def key_of(label: str, fields: Fields) -> Key | None:
    """Return the natural key from a row's fields; None where it is incomplete."""
    key = []
    for path in MODELS[label].natural_fields:
        name, _, rest = path.partition("__")
        value = fields.get(name)
        if value is None and name in FIELDS[label] and name not in fields:
            value = default_of(FIELDS[label][name], fields)
        if rest and isinstance(value, list):
            value = value[0] if value else None
        if value is None:
            return None
        key.append(value)
    return tuple(key) if any(key) else None


def spoken(label: str, key: Key) -> str:
    """Return a natural key as text: ``KO-013 denies KO-012``."""
    if label == "claims.claimlink":
        first, second, kind = key
        return f"{first} {kind} {second}"
    return ", ".join(str(part) for part in key if part != "")


def identity(label: str, key: Key) -> Identity:
    """Return ``(label, key as text)``; the ends of an undirected link are sorted."""
    if label == "claims.claimlink" and key[2] in UNDIRECTED_KINDS:
        key = (*sorted(key[:2]), key[2])
    return label, spoken(label, key)


def find(label: str, key: Key | None) -> Any:
    """Return the recorded row with a natural key, its relations selected, or None."""
    relations = [name for name, field in FIELDS[label].items() if field.is_relation]
    return _get(MODELS[label]._default_manager.select_related(*relations), key)


def refer(label: str, key: Key) -> Any:
    """Return the recorded row with a natural key, or None."""
    return _get(MODELS[label]._default_manager.all(), key)


def _get(rows: Any, key: Key | None) -> Any:
    if key is None:
        return None
    try:
        return rows.get_by_natural_key(*key)
    except (rows.model.DoesNotExist, ValueError, TypeError):
        return None


def stored(row: NaturalModel, name: str) -> Any:
    """Return a field's value of a recorded row as a file would give it."""
    field: Any = row._meta.get_field(name)
    if field.is_relation:
        other = getattr(row, name)
        return None if other is None else list(other.natural_key())
    return plain(field, getattr(row, name))


def plain(field: AnyField, value: Any) -> Any:
    """Return a field's value as normalized JSON, so that equal values compare equal."""
    if value is None or field.is_relation or isinstance(value, bool | int):
        return value
    if isinstance(field, models.DecimalField):
        return f"{field.to_python(value):.{field.decimal_places}f}"
    if isinstance(field, models.DateField):
        return field.to_python(value).isoformat()
    return str(value)


def said(value: Any) -> str:
    """Return a field's value as one line of text: a reference as its key, an empty value as a dash."""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value if part != "")
    return "–" if value in (None, "") else str(value)
