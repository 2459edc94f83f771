"""Nested rows (events, places) in memory, for filters and facets."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from claims.models import Claim, Event, Place
from claims.models.trees import line_up, parents_of


class Tree:
    """All rows of a nested model by id. ``public`` are those with a published claim on them or their parts. 1 query."""

    def __init__(self, model: type[Event | Place], named_by: str, title: str) -> None:
        named = Exists(Claim.objects.published().filter(**{named_by: OuterRef("pk")}))
        self.rows: dict[int, Any] = (
            model.objects.only("slug", title, "part_of").order_by(title).annotate(named=named).in_bulk()
        )
        self.parents = parents_of(self.rows.values())
        told = [pk for pk, row in self.rows.items() if row.named]
        self.public = {whole for pk in told for whole in line_up(self.parents, pk)}

    def within(self, rows: Iterable[Event | Place]) -> list[int]:
        """Return the ids of ``rows`` and all their parts."""
        wholes = {row.pk for row in rows}
        return [pk for pk in self.rows if not wholes.isdisjoint(line_up(self.parents, pk))]

    def known(self, slugs: Collection[str]) -> dict[str, Any]:
        rows = (self.rows[pk] for pk in self.public)
        return {row.slug: row for row in rows if row.slug in slugs}
