"""Rows that nest, and which of them the public sees."""

from django.db.models import Exists, OuterRef

from claims.models import Claim


def above(rows, pk):
    """Return a row's id and those of the wholes that it is part of; ``rows`` by their ids."""
    line = []
    while pk is not None and pk not in line:
        line.append(pk)
        pk = rows[pk].part_of_id
    return line


class Tree:
    """Rows of a nesting model; ``public`` are those of which a published claim names one at or below."""

    def __init__(self, model, named_by, title):
        named = Exists(Claim.objects.published().filter(**{named_by: OuterRef("pk")}))
        self.rows = model.objects.only("slug", title, "part_of").order_by(title).annotate(named=named).in_bulk()
        self.public = {whole for pk, row in self.rows.items() if row.named for whole in above(self.rows, pk)}

    def within(self, rows):
        """Return the ids of ``rows`` and of all their parts."""
        wholes = {row.pk for row in rows}
        return [pk for pk in self.rows if not wholes.isdisjoint(above(self.rows, pk))]

    def known(self, slugs):
        rows = (self.rows[pk] for pk in self.public)
        return {row.slug: row for row in rows if row.slug in slugs}
