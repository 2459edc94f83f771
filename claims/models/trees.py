"""Rows that lead to others of their kind: what they are part of, relay from or replace. One walk up, one walk down.

``parents`` maps ids to the ids that they lead to. Every walk ends where it has been before, so none runs in a circle.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Subquery

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
    """Return the keys from which following ``parents`` comes back to the key."""
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


def refuse_cycle(row: Any, field: str) -> None:
    """Raise ValidationError on ``field`` when following it from ``row`` comes back to ``row``."""
    if not row.checked_as_a_set and row.pk is not None and row.pk in in_circles(_chain(row, field)):
        raise ValidationError({field: "This would make a circle: the chain comes back to this row."})


def _chain(row: Any, field: str) -> dict[int, int]:
    """Return the parents on the way up from ``row``: as it is now, then as they are stored."""
    chain, current, parent = {}, row.pk, getattr(row, f"{field}_id")
    while parent is not None and current not in chain:
        chain[current], current = parent, parent
        parent = type(row).objects.filter(pk=current).values_list(field, flat=True).first()
    return chain


class Upwards(Subquery):
    """The ids of the rows that a query of ids finds, and of all that they are part of. ``table`` is quoted."""

    template = (
        "(WITH RECURSIVE line(id) AS (%(subquery)s UNION SELECT up.part_of_id FROM %(table)s up "
        "JOIN line ON up.id = line.id WHERE up.part_of_id IS NOT NULL) SELECT id FROM line)"
    )


class Downwards(Subquery):
    """The ids of the rows that a query of ids finds, and of all that is part of them."""

    template = (
        "(WITH RECURSIVE line(id) AS (%(subquery)s UNION SELECT down.id FROM %(table)s down "
        "JOIN line ON down.part_of_id = line.id) SELECT id FROM line)"
    )
