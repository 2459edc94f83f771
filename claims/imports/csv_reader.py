"""Read a flat CSV, one line a claim, as fixture rows: the claim, its citation, its figure."""

from collections.abc import Iterable, Iterator
from typing import Any

from claims.imports.decoding import ACCEPTED, Item, Line
from claims.imports.schema import FIELDS
from claims.imports.tables import Form, rows_of

#: Columns of the claim; related rows are given by slug or reference.
CLAIM = (
    *("reference", "claimant", "statement", "kind", "event", "question", "position", "place", "quotation"),
    *("original_text", "language", "asserted", "about", "supersedes", "note"),
)
CITATION = ("source", "bearing", "mode", "locator", "excerpt")
QUANTITY = ("measure", "affected", "low", "best", "high", "unit", "bound", "verbatim")
COLUMNS = (*CLAIM, *CITATION, *QUANTITY)
NEEDED = ("reference", "claimant", "statement")
NUMBERS = ("low", "best", "high")
FORM = Form(
    COLUMNS, NEEDED, "--csv-header prints all of them.",
    f"This is neither JSON nor a CSV that begins with its columns. {ACCEPTED}",
)  # fmt: skip


def header() -> str:
    """Return the header line of the CSV."""
    return ",".join(COLUMNS)


def rows_of_table(lines: Iterable[Line]) -> Iterator[Item]:
    """Yield the ``Item``s of a CSV, up to three for each line."""
    for row in rows_of(lines, FORM):
        if row.reasons:
            yield Item(row.line, reasons=row.reasons)
        else:
            yield from _items(row.line, {name: cell.strip() for name, cell in row.cells.items() if cell.strip()})


def _items(line: int, given: dict[str, str]) -> Iterator[Item]:
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


def _item(line: int, label: str, fields: dict[str, Any]) -> Item:
    typed: dict[str, Any] = {}
    reasons = []
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
