"""Walks along rows that lead to others of their kind: what they are part of, relay from or replace.

``parents`` maps ids to the ids that they lead to. Every walk ends where it has been before, so none runs in a circle.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import QuerySet, Subquery

from claims.models.base import NaturalQuerySet, Row

Key = TypeVar("Key", bound=Hashable)


def parents_of(rows: Iterable[Any]) -> dict[int, int]:
    """Return ``{id: id of what it is part of}`` of those of some rows that are part of another."""
    return {row.pk: row.part_of_id for row in rows if row.part_of_id is not None}


def line_up(parents: Mapping[int, int], start: int) -> list[int]:
    """Return ``start`` and what it leads to, one after the other, nearest first."""
    line = {start: None}
    while (above := parents.get(start)) is not None and above not in line:
        line[above], start = None, above
    return list(line)


def top_of(parents: Mapping[int, int], start: int) -> int:
    """Return the last of the line up from ``start``; where that is a circle, the least of it, the same from each."""
    *_rest, last = line = line_up(parents, start)
    return min(line[line.index(parents[last]) :]) if last in parents else last


def in_circles(parents: Mapping[Key, Any]) -> set[Key]:
    """Return the keys that lie on a circle of ``parents``."""
    found: set[Key] = set()
    settled: set[Key] = set()
    for start in parents:
        path: dict[Key, int] = {}
        while start in parents and start not in settled and start not in path:
            path[start] = len(path)
            start = parents[start]
        if start in path:
            found.update(list(path)[path[start] :])
        settled.update(path)
    return found


def refuse_cycle(row: Any) -> None:
    """Raise ValidationError on the row's ``parent_field`` when following that from ``row`` comes back to ``row``."""
    if not row.checked_as_a_set and row.pk is not None and row.pk in in_circles(_chain(row)):
        raise ValidationError({row.parent_field: "This would make a circle: the chain comes back to this row."})


def _chain(row: Any) -> dict[int, int]:
    """Return the parents on the way up from ``row``: as it is now, then as they are stored."""
    field = row.parent_field
    chain, current, parent = {}, row.pk, getattr(row, f"{field}_id")
    while parent is not None and current not in chain:
        chain[current], current = parent, parent
        parent = type(row).objects.filter(pk=current).values_list(field, flat=True).first()
    return chain


class Upwards(Subquery):
    """A subquery: the ids that a queryset of ids finds, and those of all their ancestors. ``table`` is quoted."""

    template = (
        "(WITH RECURSIVE line(id) AS (%(subquery)s UNION SELECT up.part_of_id FROM %(table)s up "
        "JOIN line ON up.id = line.id WHERE up.part_of_id IS NOT NULL) SELECT id FROM line)"
    )


class Downwards(Subquery):
    """A subquery: the ids that a queryset of ids finds, and those of all their descendants."""

    template = (
        "(WITH RECURSIVE line(id) AS (%(subquery)s UNION SELECT down.id FROM %(table)s down "
        "JOIN line ON down.part_of_id = line.id) SELECT id FROM line)"
    )


class TreeQuerySet(NaturalQuerySet[Row]):
    """Rows of a model that nests by ``part_of``. Methods take rows or ids."""

    def within(self, *rows: Any) -> Self:
        """Rows that are one of ``rows`` or a descendant of one."""
        return self._walked(Downwards, self._named(rows))

    def around(self, *rows: Any) -> Self:
        """Rows that are one of ``rows`` or an ancestor of one."""
        return self.around_any(self._named(rows))

    def around_any(self, rows: QuerySet[Any]) -> Self:
        """Rows that a queryset ``rows`` finds, and all their ancestors."""
        return self._walked(Upwards, rows)

    def wholes_of(self, row: Any) -> list[Any]:
        """Return the ancestors of a row, the highest first. One query."""
        rows: dict[int, Any] = self.around(row).in_bulk()
        return [rows[pk] for pk in line_up(parents_of(rows.values()), row.pk)[:0:-1]]

    def _named(self, rows: Iterable[Any]) -> QuerySet[Any]:
        return self.model.objects.filter(pk__in=[getattr(row, "pk", row) for row in rows])

    def _walked(self, walk: type[Subquery], starts: QuerySet[Any]) -> Self:
        table = connections[self.db].ops.quote_name(self.model._meta.db_table)
        return self.filter(pk__in=walk(starts.order_by().values("pk"), table=table))
