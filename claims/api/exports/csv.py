"""Records as lines of CSV. A text that a spreadsheet would take for a formula is written behind an apostrophe."""

import csv
import io
from itertools import chain

from claims.text.formulas import escape

#: Spreadsheets read a file without it in the encoding of their country.
BYTE_ORDER_MARK = "\ufeff"


def columns_of(names, nested):
    """Return the columns of a table: one for each field, or for each part of one that is nested."""
    parts = ([f"{name}_{part}" for part in nested[name]] if name in nested else [name] for name in names)
    return list(chain.from_iterable(parts))


def flat(record, nested):
    """Return a record with the parts of what is nested beside its other fields."""
    row = {name: value for name, value in record.items() if name not in nested}
    for name, parts in nested.items():
        row |= {f"{name}_{part}": (record[name] or {}).get(part) for part in parts}
    return row


def header(columns):
    return _csv([columns])


def written(columns, rows):
    """Return rows, each a dict, as lines."""
    return _csv([cell(row[column]) for column in columns] for row in rows)


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return escape(value) if isinstance(value, str) else str(value)


def _csv(rows):
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue()
