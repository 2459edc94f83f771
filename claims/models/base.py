"""What the models share: a natural key and how a row is found by it, an address, a note for editors."""

from collections.abc import Iterator
from functools import reduce
from typing import Any, TypeVar

from django.db import models
from django.db.models.functions import Lower

from claims.models.fields import LeadsTo, ProseField

Row = TypeVar("Row", bound=models.Model, covariant=True)
NOTE_HELP = "For editors only, never shown to the public."


def editors_note() -> ProseField:
    """Return the field for what only editors read."""
    return ProseField("editors’ note", blank=True, help_text=NOTE_HELP)


def slug_field(example, page=""):
    """Return the field for what a row is called in addresses; ``page`` names the page that shows it."""
    return models.SlugField(
        max_length=80,
        unique=True,
        help_text=f"In addresses, never changes: {example}.",
        validators=[LeadsTo(page)] if page else [],
    )


def slug_constraint(model):
    """Return the check that no two slugs differ by capitals only."""
    return models.UniqueConstraint(
        Lower("slug"),
        name=f"claims_{model}_slug_unique_in_any_case",
        violation_error_message="Another row has this slug, in other capitals. Choose another.",
    )


def in_chunks(rows: models.QuerySet[Row], size: int) -> Iterator[list[Row]]:
    """Yield the rows of a queryset by primary key, in lists of up to ``size``, so that memory stays bounded."""
    rows, last = rows.order_by("pk"), 0
    while chunk := list(rows.filter(pk__gt=last)[:size]):
        yield chunk
        if len(chunk) < size:
            return
        last = chunk[-1].pk


class NaturalQuerySet(models.QuerySet[Row]):
    """Finds a row by the fields that its model names in ``natural_fields``."""

    model: Any

    def get_by_natural_key(self, *key: Any) -> Any:
        return self.get(**dict(zip(self.model.natural_fields, key, strict=True)))


class NaturalModel(models.Model):
    """A row known by the fields in ``natural_fields`` (dotted through relations with ``__``)."""

    natural_fields: tuple[str, ...] = ("slug",)
    #: The field by which a row leads to another of its kind, never in a circle; empty where none does.
    parent_field = ""
    #: Set by whoever saves several rows together and looks for circles among all of them.
    checked_as_a_set = False

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(reduce(getattr, path.split("__"), self) for path in self.natural_fields)
