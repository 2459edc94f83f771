"""Write records as CSV. Texts that a spreadsheet would read as a formula get an apostrophe in front."""

import csv
import io
from itertools import chain

from claims.text.formulas import escape

#: Without it spreadsheets read a file in their locale's encoding.
BYTE_ORDER_MARK = "\ufeff"


def columns_of(names, nested):
    """Return the column names: one for each field, ``<field>_<part>`` for each part of a nested one."""
    parts = ([f"{name}_{part}" for part in nested[name]] if name in nested else [name] for name in names)
    return list(chain.from_iterable(parts))


def flat(record, nested):
    """Flatten the nested fields of a record to ``<field>_<part>``."""
    row = {name: value for name, value in record.items() if name not in nested}
    for name, parts in nested.items():
        row |= {f"{name}_{part}": (record[name] or {}).get(part) for part in parts}
    return row


def header(columns):
    return _csv([columns])


def written(columns, rows):
    """Return rows, dicts by column, as CSV text."""
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
