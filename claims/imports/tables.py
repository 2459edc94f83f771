"""Strict CSV reader: ambiguous input is refused with its line number.

The separator (comma, semicolon or tab) is that of a first line ``sep=;``, else the one that yields most known columns.
Column names ignore case and surrounding blanks; trailing columns without a name must be empty.
"""

import csv
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from claims.imports.decoding import Line, RefusedFileError, faults
from claims.text.formulas import unescape

SEPARATORS = (",", ";", "\t")
INVISIBLE = "\ufeff\u200b"
MAX_COLUMNS_NAMED = 20


@dataclass
class TableRow:
    """One row: its line, its cells by column, or the reasons why it cannot be read."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Form:
    """Columns that a table may and must have, and messages for a header that does not fit."""

    columns: tuple[str, ...]
    needed: tuple[str, ...]
    hint: str
    otherwise: str = "This is not a CSV that begins with its columns."


def rows_of(lines: Iterable[Line], form: Form) -> Iterator[TableRow]:
    """Yield a ``TableRow`` for each non-blank row.

    Raises RefusedFileError for a header that does not fit, and for malformed CSV such as an open quotation mark.
    """
    counter = _Counter(lines)
    separator = _declared(counter.peek())
    if separator:
        next(counter)
    reader = csv.reader(counter, delimiter=separator or _separator(counter.peek(), form.columns), strict=True)
    try:
        header = next(reader, [])
        columns = _columns(header, form)
        for cells in _counted(reader, counter):
            if any(map(str.strip, cells)):
                yield _row(counter.begun, columns, cells, len(header))
    except csv.Error as error:
        raise RefusedFileError(_unreadable(counter.begun, error)) from None


def _counted(reader: Iterator[list[str]], counter: "_Counter") -> Iterator[list[str]]:
    """Yield rows; set ``counter.begun`` to the line where each begins."""
    counter.begun = counter.number + 1
    for cells in reader:
        yield cells
        counter.begun = counter.number + 1


class _Counter:
    """Iterator of lines with one line of lookahead, the last line's number and the current row's first line."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines, self.number, self.begun = iter(lines), 0, 1
        self.ahead: Line | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        entry, self.ahead = self.ahead or next(self.lines), None
        self.number, line = entry
        return line

    def peek(self) -> str:
        """Return the next line without consuming it; "" at the end."""
        self.ahead = self.ahead or next(self.lines, None)
        return self.ahead[1] if self.ahead else ""


def _unreadable(line: int, error: csv.Error) -> str:
    if "new-line character" in str(error):
        return f"From line {line} on lines end with a bare carriage return. Save the file as “CSV UTF-8”."
    return f"From line {line} on the CSV cannot be read: {error}. Is a quotation mark left open?"


def _declared(line: str) -> str:
    """Return the separator that a first line ``sep=;`` declares, as some spreadsheets write it; "" without one."""
    text = line.strip(INVISIBLE + "\r\n ").strip('"')
    if text[:4].lower() != "sep=":
        return ""
    if text[4:] in SEPARATORS:
        return text[4:]
    raise RefusedFileError(f"Line 1 says that “{text[4:]}” sets cells apart. Use commas, semicolons or tabs.")


def _separator(line: str, known: Iterable[str]) -> str:
    """Return the separator that yields most known columns."""
    return max(SEPARATORS, key=lambda separator: len(set(map(_name, line.split(separator))) & set(known)))


def _name(cell: str) -> str:
    return "_".join(cell.strip(INVISIBLE).strip().strip('"').split()).lower()


def _columns(header: list[str], form: Form) -> list[str]:
    """Return the column names without trailing empty ones. Raises RefusedFileError for a header that does not fit."""
    columns = [_name(cell) for cell in header]
    if not set(form.columns) & set(columns):
        raise RefusedFileError(f"{form.otherwise} {form.hint}")
    while columns[-1] == "":
        columns.pop()
    missing = [name for name in form.needed if name not in columns]
    unknown = [_near(name, form.columns) for name in columns if name not in form.columns]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    for names, what in ((twice, "are there twice"), (unknown, "are not known"), (missing, "are missing")):
        if names:
            raise RefusedFileError(f"Columns that {what}: {', '.join(names[:MAX_COLUMNS_NAMED])}. {form.hint}")
    return columns


def _near(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1, cutoff=0.75)
    return f"{name[:60] or '(no name)'}{f' (meant: {near[0]}?)' if near else ''}"


def _row(line: int, columns: list[str], cells: list[str], widest: int) -> TableRow:
    beyond = cells[len(columns) :]
    if not len(columns) <= len(cells) <= widest or any(map(str.strip, beyond)):
        told = f"It has {len(cells)} cells and the header {len(columns)}: is a separator inside a cell not quoted?"
        return TableRow(line, reasons=[told])
    found = {name: unescape(cell) for name, cell in zip(columns, cells, strict=False)}
    return TableRow(line, found, list(dict.fromkeys(faults(found))))
