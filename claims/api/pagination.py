"""Keyset pagination of the API: ``after``, ``before``, ``page_size`` and opaque cursors."""

import base64
import binascii
import json
from datetime import date

from django.core.exceptions import FieldDoesNotExist
from django.core.exceptions import ValidationError as BadValue
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from claims.search.pagination import keyset_page

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
LARGEST_ID = 2**63 - 1


def page_of(rows, order, params):
    """Return the page of ``rows`` that ``params`` ask for, ordered by one column ("-column" for descending).

    Raises ValidationError for parameters that cannot be read.
    """
    size, column, backwards = _size(params), order.removeprefix("-"), "before" in params
    if backwards and "after" in params:
        raise ValidationError({"before": [_("Ask for what comes after or before, not both.")]})
    name = "before" if backwards else "after"
    start = _start(rows, column, name, params)
    try:
        return keyset_page(rows, order, start, cursor=lambda row: _cursor(row, column), size=size, backwards=backwards)
    except (BadValue, ValueError, TypeError, OverflowError):
        raise _unreadable(name) from None


def _size(params):
    typed = params.get("page_size") or str(DEFAULT_LIMIT)
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= MAX_LIMIT):
        raise ValidationError({"page_size": [_("Write a whole number from 1 to %(most)s.") % {"most": MAX_LIMIT}]})
    return int(typed)


def _cursor(row, column):
    """Return a row's cursor: base64 of its column and primary key; of a ledger entry its plain sequence number."""
    if column == "sequence":
        return str(row.sequence)
    value = getattr(row, column)
    plain = json.dumps([value.isoformat() if isinstance(value, date) else value, row.pk])
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _start(rows, column, name, params):
    cursor = params.get(name)
    if not cursor:
        return None
    try:
        if column == "sequence":
            value = pk = int(cursor) if cursor.isascii() and cursor.isdigit() else -1
        else:
            value, pk = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
            value = _column(rows.model, column, value)
    except (BadValue, ValueError, TypeError, OverflowError, binascii.Error, RecursionError):
        raise _unreadable(name) from None
    if type(pk) is not int or not 0 <= pk <= LARGEST_ID or (isinstance(value, str) and not value.isprintable()):
        raise _unreadable(name)
    return value, pk


def _column(model, column, value):
    try:
        return model._meta.get_field(column).to_python(value)
    except FieldDoesNotExist:
        return value


def _unreadable(name):
    return ValidationError({name: [_("This is not the cursor of a page. Follow “next” and “previous”.")]})
