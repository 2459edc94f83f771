"""django-filter filters for cleaned values."""

from collections.abc import Collection
from typing import Any, TypeVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property

from claims.dates import Bounds
from claims.models import Claim, Claimant, Event, Place, Question, Source
from claims.search.fields import DayField, LanguagesField, OneField, OriginsField, RowsField, SomeField, WordsField
from claims.search.query import Found
from claims.search.trees import Tree

Rows = TypeVar("Rows", bound=QuerySet[Any])


def given(form: forms.Form) -> dict[str, Any]:
    """Return the non-empty cleaned values of a form, by name."""
    return {name: value for name, value in form.cleaned_data.items() if value not in (None, "", [])}


class OneFilter(django_filters.Filter):
    field_class = OneField


class SomeFilter(django_filters.Filter):
    field_class: type[SomeField] = SomeField

    def filter(self, rows: Rows, value: Collection[Any]) -> Rows:
        return rows.filter(**{f"{self.field_name}__in": value}) if value else rows


class LanguagesFilter(SomeFilter):
    field_class = LanguagesField


class RowsFilter(SomeFilter):
    field_class = RowsField

    def __init__(self, *, model: type[Claimant | Event | Place | Question | Source], **kwargs: Any) -> None:
        public = model.objects.public
        super().__init__(find=lambda slugs: {row.slug: row for row in public().filter(slug__in=slugs)}, **kwargs)


class PartsFilter(RowsFilter):
    """Filter by rows that contain the row, at any depth; excludes these themselves."""

    def filter(self, rows: Any, value: Collection[Any]) -> Any:
        return rows.within(*value).exclude(pk__in=[row.pk for row in value]) if value else rows


class TreeFilter(SomeFilter):
    """Filter by related rows including all their parts."""

    field_class = RowsField

    def __init__(self, *, model: type[Event | Place], title: str, **kwargs: Any) -> None:
        super().__init__(find=lambda slugs: {}, **kwargs)
        self.of, self.title = model, title

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.of, self.field_name, self.title)

    @property
    def field(self) -> forms.Field:
        """Return the form field. The tree is queried only when a slug is given."""
        self.extra["find"] = lambda slugs: self.tree.known(slugs)
        field: forms.Field = super().field
        return field

    def filter(self, rows: Rows, value: Collection[Any]) -> Rows:
        return super().filter(rows, self.tree.within(value) if value else value)


class WordsFilter(django_filters.Filter):
    field_class = WordsField

    def filter(self, claims: QuerySet[Claim], value: Found | None) -> QuerySet[Claim]:
        return claims.filter(pk__in=value.ids) if value else claims


class OriginsFilter(django_filters.Filter):
    """0 means exactly none, any other number at least that many."""

    field_class = OriginsField

    def filter(self, claims: QuerySet[Claim], value: int | None) -> QuerySet[Claim]:
        if value is None:
            return claims
        return claims.filter(independent_origins__gte=value) if value else claims.filter(independent_origins=0)


class DayFilter(django_filters.Filter):
    """Filter by an EDTFField: keep rows that may lie on or after the date (lookup "after"), else on or before it.

    Rows without a date are excluded.
    """

    field_class = DayField

    def filter(self, rows: Rows, value: tuple[str, Bounds] | None) -> Rows:
        if not value:
            return rows
        _text, span = value
        date = rows.model._meta.get_field(self.field_name)
        dated = rows.exclude(**{self.field_name: ""})
        if self.lookup_expr == "after":
            return dated.filter(**{f"{date.latest}__gte": span.earliest})
        return dated.filter(**{f"{date.earliest}__lte": span.latest})
