"""What a file may hold: the claim models, their fields, and how a row reads as JSON with natural keys."""

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
#: A row's fields as JSON says them, by name.
Fields = dict[str, Any]
#: Per changed field, what stood and what would stand.
Differences = dict[str, list[Any]]
#: A natural key, one with the label of its model, and what tells a row from every other.
Key = tuple[Any, ...]
Reference = tuple[str, Key]
Identity = tuple[str, str]

#: In the order in which rows rest on each other.
LOADABLE: tuple[type[NaturalModel], ...] = (
    *(Place, Claimant, Event, Source, Question),
    *(Claim, Quantity, Citation, ClaimLink, Assessment),
)
MODELS = {model._meta.label_lower: model for model in LOADABLE}
ORDER = {label: number for number, label in enumerate(MODELS)}
#: Rows that belong to a claim's version.
PARTS = {"claims.quantity", "claims.citation"}

NOBODY: dict[str, tuple[Any, ...]] = {"proposed_by": (None,), "proposed_at": (None,)}
#: What only workflow writes, with the values at which a row may still name it.
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
#: What follows from other fields or from the clock, and is never read from a file.
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
    """Return the model whose rows a relation refers to: of what a file may set, one of ours."""
    return cast(type[NaturalModel], field.related_model)


def default_of(field: AnyField, fields: Fields) -> Any:
    """Return what a new row says where the file leaves a field out, which may follow from its other ``fields``."""
    if isinstance(field, FollowingField):
        return field.following(fields.get)
    if field.is_relation or (callable(field.default) if field.has_default() else field.null):
        return None
    return field.get_default()


def key_of(label: str, fields: Fields) -> Key | None:
    """Return the natural key that a row's fields give; None where a part of it is missing."""
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
    """Say a natural key as people read it: ``KO-013 denies KO-012``."""
    if label == "claims.claimlink":
        first, second, kind = key
        return f"{first} {kind} {second}"
    return ", ".join(str(part) for part in key if part != "")


def identity(label: str, key: Key) -> Identity:
    """Return what tells a row from every other; the ends of an undirected link in one order."""
    if label == "claims.claimlink" and key[2] in UNDIRECTED_KINDS:
        key = (*sorted(key[:2]), key[2])
    return label, spoken(label, key)


def find(label: str, key: Key | None) -> Any:
    """Return the recorded row of a natural key with what it refers to, or None."""
    relations = [name for name, field in FIELDS[label].items() if field.is_relation]
    return _get(MODELS[label]._default_manager.select_related(*relations), key)


def refer(label: str, key: Key) -> Any:
    """Return the recorded row of a natural key to refer to, or None."""
    return _get(MODELS[label]._default_manager.all(), key)


def _get(rows: Any, key: Key | None) -> Any:
    if key is None:
        return None
    try:
        return rows.get_by_natural_key(*key)
    except (rows.model.DoesNotExist, ValueError, TypeError):
        return None


def stored(row: NaturalModel, name: str) -> Any:
    """Return a field of a recorded row as a file would say it."""
    field: Any = row._meta.get_field(name)
    if field.is_relation:
        other = getattr(row, name)
        return None if other is None else list(other.natural_key())
    return plain(field, getattr(row, name))


def plain(field: AnyField, value: Any) -> Any:
    """Return a field's value in one JSON form, so that equal values compare equal."""
    if value is None or field.is_relation or isinstance(value, bool | int):
        return value
    if isinstance(field, models.DecimalField):
        return f"{field.to_python(value):.{field.decimal_places}f}"
    if isinstance(field, models.DateField):
        return field.to_python(value).isoformat()
    return str(value)


def said(value: Any) -> str:
    """Say a field's value in one line: a reference as its key, nothing as a dash."""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value if part != "")
    return "–" if value in (None, "") else str(value)
