"""Pages that begin where another ended: no offset, so that the last page costs as much as the first."""

import re
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from claims.text.formatting import in_digits

CAP = 10_000
GONE = _("That page is no longer there, so this is the first one.")
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
    found = read_beyond(rows, column, start, size + 1, down=descending != backwards) if start else []
    page = Page(problem=str(GONE) if cursor and not found else "")
    if not found:
        start, backwards = None, False
        found = read_beyond(rows, column, start, size + 1, down=descending)
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
    return f"{in_digits(CAP)}+" if number > CAP else in_digits(number)


def _values_at(rows, column, key, cursor):
    if not _CURSOR.fullmatch(cursor):
        return None
    try:
        return rows.filter(**{key: cursor}).annotate(_at=F(column)).values_list("_at", "pk").first()
    except ValueError:
        return None


def read_beyond(rows, column, start, most, *, down):
    """Read up to ``most`` rows beyond ``start``: those of its value first, then the others.

    Two plain conditions let an index over both columns begin at the row itself; joined by OR they would not.
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
