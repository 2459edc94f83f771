"""Pages that begin where another ended: no offset, so that the last page costs as much as the first."""

import re
from dataclasses import dataclass, field

from django.db.models import BooleanField, F, Func, Value

CAP = 10_000
GONE = "That page is no longer there, so this is the first one."
_CURSOR = re.compile(r"[\w-]{1,80}", re.ASCII)


@dataclass
class Page:
    """Some rows, and the keys at which the pages on either side of them begin."""

    rows: list = field(default_factory=list)
    before: str | None = None
    after: str | None = None
    problem: str = ""


def paginate(rows, order, params, *, key, size=25):
    """Return the ``Page`` of a queryset that ``params`` asks for with ``after`` or ``before``: a row's ``key``.

    ``order`` is one column, with a minus sign for descending; rows of one value follow their id.
    """
    column, descending = order.removeprefix("-"), order.startswith("-")
    backwards = "after" not in params and "before" in params
    cursor = params.get("before" if backwards else "after", "")
    start = _values_at(rows, column, key, cursor)
    page = Page(problem=GONE if cursor and start is None else "")
    if start is None:
        backwards = False
    down = descending != backwards
    if start is not None:
        rows = rows.filter(_beyond(rows, column, *start, down=down))
    sign = "-" if down else ""
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    more, page.rows = len(found) > size, found[:size]
    if backwards:
        page.rows.reverse()
    if page.rows:
        has_before, has_after = (more, True) if backwards else (start is not None, more)
        page.before = getattr(page.rows[0], key) if has_before else None
        page.after = getattr(page.rows[-1], key) if has_after else None
    return page


def capped_count(rows):
    """Count up to ``CAP`` and one more; see ``count_in_words``."""
    return rows.order_by()[: CAP + 1].count()


def count_in_words(number):
    return f"{CAP:,}+" if number > CAP else f"{number:,}"


def _values_at(rows, column, key, cursor):
    if not _CURSOR.fullmatch(cursor):
        return None
    return rows.filter(**{key: cursor}).annotate(_at=F(column)).values_list("_at", "pk").first()


def _beyond(rows, column, value, pk, *, down):
    """Compare both columns as one row value, which an index over both answers without reading what is before it."""
    field = rows.query.annotations[column].output_field if column in rows.query.annotations else None
    field = field or rows.model._meta.get_field(column)
    here, cursor = _row(F(column), F("pk")), _row(Value(value, output_field=field), Value(pk))
    return Func(
        here, cursor, template="%(expressions)s", arg_joiner=" < " if down else " > ", output_field=BooleanField()
    )


def _row(*values):
    return Func(*values, template="(%(expressions)s)", output_field=BooleanField())
