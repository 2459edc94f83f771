"""A flat CSV, one row a claim, → the rows of a fixture: the claim, its citation, its figure."""

import csv

from claims.imports.decoding import ACCEPTED, Item, RefusedFileError, faults
from claims.imports.schema import FIELDS

#: Columns of the claim itself; those that name another row hold its slug or reference.
CLAIM = (
    *("reference", "claimant", "statement", "kind", "event", "question", "position", "place", "quotation"),
    *("original_text", "language", "asserted", "about", "supersedes", "note"),
)
CITATION = ("source", "bearing", "mode", "locator", "excerpt")
QUANTITY = ("measure", "affected", "low", "best", "high", "unit", "bound", "verbatim")
COLUMNS = (*CLAIM, *CITATION, *QUANTITY)
NEEDED = ("reference", "claimant", "statement")
NUMBERS = ("low", "best", "high")


def header():
    """Return the line that a CSV begins with."""
    return ",".join(COLUMNS)


def rows_of_table(lines):
    """Yield the ``Item`` of each row that the lines of a CSV hold, up to three for one line."""
    counter = _Counter(lines)
    reader = csv.reader(counter, strict=True)
    try:
        columns = [name.strip() for name in next(reader)]
        _refuse_columns(columns)
        counter.begun = counter.number + 1
        for cells in reader:
            if any(cells):
                yield from _rows(counter.begun, columns, cells)
            counter.begun = counter.number + 1
    except csv.Error as error:
        raise RefusedFileError(
            f"From line {counter.begun} on the CSV cannot be read: {error}. Is a quotation mark left open?"
        ) from None


class _Counter:
    """Lines, and the number of the one read last."""

    def __init__(self, lines):
        self.lines, self.number, self.begun = lines, 0, 1

    def __iter__(self):
        for number, line in self.lines:
            self.number = number
            yield line


def _refuse_columns(columns):
    if not set(NEEDED) & set(columns):
        raise RefusedFileError(f"This is neither JSON nor a CSV that begins with its columns. {ACCEPTED}")
    missing = [name for name in NEEDED if name not in columns]
    unknown = [name or "(no name)" for name in columns if name not in COLUMNS]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    for names, what in ((missing, "are missing"), (unknown, "are not known"), (twice, "are there twice")):
        if names:
            raise RefusedFileError(f"Columns that {what}: {', '.join(names[:20])}. --csv-header prints all of them.")


def _rows(line, columns, cells):
    if len(cells) != len(columns):
        yield Item(line, reasons=[f"It has {len(cells)} cells and the header {len(columns)}: is a comma not quoted?"])
        return
    given = {name: cell.strip() for name, cell in zip(columns, cells, strict=True) if cell.strip()}
    if reasons := list(faults(given)):
        yield Item(line, reasons=list(dict.fromkeys(reasons)))
        return
    claim = [given.get("reference", "")]
    yield _item(line, "claims.claim", {name: given[name] for name in CLAIM if name in given})
    for label, columns_of, needed in (
        ("claims.citation", CITATION, "source"),
        ("claims.quantity", QUANTITY, "measure"),
    ):
        part = {name: given[name] for name in columns_of if name in given}
        if part and needed not in part:
            yield Item(line, {"model": label}, [f"{needed}: needed beside {', '.join(part)}."])
        elif part:
            yield _item(line, label, {"claim": claim, **part})


def _item(line, label, fields):
    typed, reasons = {}, []
    for name, value in fields.items():
        if name in NUMBERS:
            if not (value.isascii() and value.isdecimal() and len(value) <= 18):
                reasons.append(f"{name}: “{value[:40]}” is not a whole number.")
                continue
            value = int(value)
        elif FIELDS[label][name].is_relation and isinstance(value, str):
            value = [value]
        typed[name] = value
    return Item(line, {"model": label, "fields": typed}, reasons)
