"""Find what keeps accepted rows of a batch from being rolled back. Read-only."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from claims.choices import VERDICTS, LinkState, RowChange
from claims.imports.schema import MODELS, PARTS, Fields, Identity, Key, find, identity, key_of, spoken, stored
from claims.models import Assessment, BatchRow, ClaimLink
from claims.models.base import NaturalModel

MAX_DEPENDENTS_SHOWN = 50


def obstacles(rows: list[BatchRow]) -> list[str]:
    """Return sentences that name the later changes and rows that depend on the accepted ``rows``."""
    own = {identity(row.model, key) for row in rows if (key := key_of(row.model, row.fields))}
    published_here = {row.fields["reference"] for row in rows if row.model == "claims.claim" and _is_new(row)}
    found: list[str] = []
    for row in rows:
        recorded = recorded_row(row)
        if recorded is None:
            continue
        found += _changed_since(row, recorded)
        if row.model == "claims.assessment":
            found += _judged_since(row, recorded, published_here)
        elif _is_new(row):
            found += _resting(recorded, own)
        if len(found) >= MAX_DEPENDENTS_SHOWN:
            break
    return found


def recorded_row(row: BatchRow) -> Any:
    return find(row.model, key_of(row.model, row.fields))


def stood_before(row: BatchRow) -> Fields:
    """Return the old values of the fields that an accepted row changed."""
    return row.before or {}


def _is_new(row: BatchRow) -> bool:
    return row.change == RowChange.NEW


def _changed_since(row: BatchRow, recorded: NaturalModel) -> Iterator[str]:
    """Yield a sentence where fields that the row set have other values now."""
    written = {name: new for name, (_old, new) in row.differences.items()} if row.differences else row.fields
    names = [name for name, value in written.items() if not _same(row, name, stored(recorded, name), value)]
    if names:
        yield f"The {_named(row.model, recorded.natural_key())} was changed since: {', '.join(names)}."


def _same(row: BatchRow, name: str, stands: Any, written: Any) -> bool:
    ends = row.model == "claims.claimlink" and name in ("first", "second")
    return ends or stands == written


def _judged_since(row: BatchRow, recorded: Assessment, published_here: set[str]) -> Iterator[str]:
    """Yield why the finding before cannot be restored. Findings of claims that are withdrawn with the batch stay."""
    claim = recorded.claim
    if claim.reference in published_here:
        return
    last = claim.assessments.standing().first()
    if last != recorded:
        yield f"{claim.reference} was assessed since: {last}."
    elif stood_before(row)["status"] in VERDICTS:
        yield f"{claim.reference} had a verdict before, which takes two people: assess it at the desk first."


def _resting(recorded: NaturalModel, own: set[Identity]) -> Iterator[str]:
    """Yield a sentence for each row outside the batch that refers to a row of it."""
    for relation in recorded._meta.related_objects:
        label = relation.related_model._meta.label_lower
        if label not in MODELS:
            continue
        others: QuerySet[Any] = MODELS[label]._default_manager.filter(**{relation.field.name: recorded})
        if relation.related_model is ClaimLink:
            others = others.exclude(state=LinkState.REJECTED)
        for other in others:
            key = other.natural_key()
            if identity(label, key) not in own:
                rested_on = _named(recorded._meta.label_lower, recorded.natural_key())
                yield f"The {_named(label, key)} rests on the {rested_on}."


def _named(label: str, key: Key) -> str:
    name = MODELS[label]._meta.verbose_name
    return f"{name} {'of ' if label in PARTS else ''}{spoken(label, key)}"
