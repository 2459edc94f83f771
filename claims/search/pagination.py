"""Keyset pagination.

Pages begin at a cursor, without OFFSET, so that the last page costs as much as the first.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from claims.text.formatting import in_digits

Row = TypeVar("Row", bound=Model)
#: Position in the order: value of the ordering column, and primary key.
Place = tuple[Any, int]
COUNT_CAP = 10_000
CLAIMS_PER_PAGE, ROWS_PER_PAGE = 25, 50
PAGE_GONE = _("That page is no longer there, so this is the first one.")
_CURSOR = re.compile(r"[\w-]{1,80}", re.ASCII)


@dataclass
class Page(Generic[Row]):
    """Rows of a page, and the cursors of the previous and next pages."""

    rows: list[Row] = field(default_factory=list)
    before: str | None = None
    after: str | None = None
    problem: str = ""


def keyset_page(
    rows: QuerySet[Row],
    order: str,
    start: Place | None,
    *,
    cursor: Callable[[Row], str],
    size: int,
    backwards: bool = False,
) -> Page[Row]:
    """Return the page beyond ``start``.

    ``order`` is one column, with "-" for descending; ties are ordered by primary key. ``cursor`` returns that of a row.
    """
    column, descending = order.removeprefix("-"), order.startswith("-")
    found = read_beyond(rows, column, start, size + 1, down=descending != backwards)
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_before, has_after = (more, True) if backwards else (start is not None, more)
    return Page(
        found,
        cursor(found[0]) if found and has_before else None,
        cursor(found[-1]) if found and has_after else None,
    )


def paginate(
    rows: QuerySet[Row], order: str, params: Mapping[str, str], *, key: str, size: int = CLAIMS_PER_PAGE
) -> Page[Row]:
    """Return the page at ``?after=`` or ``?before=``, whose value is the ``key`` of a row.

    For an unknown cursor return the first page, with a ``problem``.
    """
    backwards = "after" not in params and "before" in params
    asked = params.get("before" if backwards else "after", "")
    start = _values_at(rows, order.removeprefix("-"), key, asked)
    shown: dict[str, Any] = {"cursor": attrgetter(key), "size": size}
    page = keyset_page(rows, order, start, backwards=backwards, **shown) if start else Page()
    if not page.rows:
        page = keyset_page(rows, order, None, **shown)
        page.problem = str(PAGE_GONE) if asked else ""
    return page


def capped_count(rows: QuerySet[Any]) -> int:
    """Return the count, at most ``COUNT_CAP`` + 1, which ``count_in_words`` shows as "10,000+"."""
    return rows.order_by()[: COUNT_CAP + 1].count()


def count_in_words(number: int) -> str:
    return f"{in_digits(COUNT_CAP)}+" if number > COUNT_CAP else in_digits(number)


def _values_at(rows: QuerySet[Row], column: str, key: str, cursor: str) -> Place | None:
    if not _CURSOR.fullmatch(cursor):
        return None
    try:
        return rows.filter(**{key: cursor}).annotate(_at=F(column)).values_list("_at", "pk").first()
    except ValueError:
        return None


def read_beyond(rows: QuerySet[Row], column: str, start: Place | None, most: int, *, down: bool) -> list[Row]:
    """Return up to ``most`` rows after ``start``: ties first, then the others. 1 or 2 queries.

    Two queries use an index over both columns; one with OR would not.
    """
    sign, beyond = ("-", "lt") if down else ("", "gt")
    rows = rows.order_by(f"{sign}{column}", f"{sign}pk")
    if start is None:
        return list(rows[:most])
    value, pk = start
    found = list(rows.filter(**{column: value, f"pk__{beyond}": pk})[:most])
    if len(found) < most:
        found += rows.filter(**{f"{column}__{beyond}": value})[: most - len(found)]
    return found
