"""Examine a file for what it would change, and stage it as a batch in review."""

import hashlib
import json
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from claims.choices import BatchState, RowChange, RowState
from claims.imports.circles import CIRCLE, Chains
from claims.imports.compare import Target, compare, missing_reasons
from claims.imports.decoding import RefusedFileError
from claims.imports.formats import read
from claims.imports.rows import Row, row_of
from claims.imports.schema import MODELS, Identity, identity, refer
from claims.models import Batch, BatchRow

ROWS_PER_INSERT = 500
MAX_FILE_NAME_CHARACTERS = 255
READ_BYTES = 2**20
#: Rows are spooled to disk beyond this size.
MAX_BYTES_IN_MEMORY = 4 * 2**20
#: Size of the cache of referenced rows.
REFERENCES_CACHED = 2000

#: SHA-256 of a row's file, and its line.
Place = tuple[str, int]


@dataclass(eq=False)
class Findings:
    """Result of ``examine()``: counts per ``(model, change)``, and the rows in a spooled file."""

    file_name: str
    sha256: str
    spool: IO[str]
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Close the spooled file when the findings are garbage-collected."""
        weakref.finalize(self, self.spool.close)

    def rows(self) -> Iterator[Row]:
        """Yield all rows in the order of the file."""
        self.spool.seek(0)
        for line in self.spool:
            yield Row(**json.loads(line))

    def number(self, *changes: str) -> int:
        return sum(count for (_model, change), count in self.counts.items() if change in changes)


def examine(file: IO[bytes], file_name: str, known: dict[Identity, Place] | None = None) -> Findings:
    """Return the ``Findings`` of a file. ``known`` collects the rows of files examined together.

    Raises RefusedFileError for a file that cannot be read, or whose name is invalid.
    """
    _refuse_name(file_name)
    findings = Findings(file_name, _digest(file), _spool())
    known = {} if known is None else known
    chains = Chains()
    with _spool() as unchecked:
        for number, item in enumerate(read(file), start=1):
            row = row_of(number, item)
            _note(row, known, findings.sha256, chains)
            _keep(unchecked, row)
        target = lru_cache(REFERENCES_CACHED)(refer)
        circular = chains.circular()
        unchecked.seek(0)
        for line in unchecked:
            row = Row(**json.loads(line))
            _check(row, known, target, circular)
            findings.counts[row.model, row.change] += 1
            _keep(findings.spool, row)
    return findings


def _refuse_name(file_name: str) -> None:
    try:
        Batch._meta.get_field("file_name").run_validators(file_name[:MAX_FILE_NAME_CHARACTERS])
    except ValidationError as refusal:
        raise RefusedFileError(f"The file’s name: {' '.join(refusal.messages)} Rename the file.") from None


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    found = hashlib.sha256()
    while piece := file.read(READ_BYTES):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def _spool() -> IO[str]:
    return tempfile.SpooledTemporaryFile(MAX_BYTES_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n")


def _keep(spool: IO[str], row: Row) -> None:
    spool.write(json.dumps(row.as_dict()) + "\n")


def _note(row: Row, known: dict[Identity, Place], digest: str, chains: Chains) -> None:
    """Add a row to ``known``; refuse a duplicate within its file."""
    if not row.key or (key := row.natural_key) is None:
        return
    name = identity(row.model, key)
    place = known.get(name)
    if place and place[0] == digest:
        row.refuse(f"It is in this file twice: first in line {place[1]}.")
    elif not row.reasons:
        known[name] = (digest, row.line)
        chains.note(row)


def _check(row: Row, known: dict[Identity, Place], target: Target, circular: set[Identity]) -> None:
    if row.reasons or (key := row.natural_key) is None:
        return
    name = identity(row.model, key)
    if name in circular:
        row.refuse(CIRCLE % MODELS[row.model].parent_field)
        known.pop(name, None)
        return
    found = compare(row.model, row.fields, target, as_a_set=True)
    reasons = [*found.reasons, *missing_reasons(found.missing, lambda other: other in known or waits(*other))]
    if reasons:
        row.refuse(*reasons)
        known.pop(name, None)
    else:
        row.change, row.differences = found.change, found.differences


def waits(label: str, key: str) -> bool:
    """Return whether a new row of that key waits in a batch in review."""
    return BatchRow.objects.filter(
        batch__state=BatchState.IN_REVIEW, state=RowState.WAITING, change=RowChange.NEW, model=label, key=key
    ).exists()


def waiting_batch(findings: Findings) -> Batch | None:
    """Return the batch in review that holds the same file, or None."""
    return Batch.objects.filter(sha256=findings.sha256, state=BatchState.IN_REVIEW).first()


@transaction.atomic
def stage(findings: Findings, *, name: str, by: User | None = None) -> Batch:
    """Create a batch in review with all rows, refused ones with their reasons.

    Raises ValidationError for an invalid name, since the name is kept with every change of the batch.
    """
    batch = Batch(
        name=name[:200], file_name=findings.file_name[:MAX_FILE_NAME_CHARACTERS], sha256=findings.sha256, loaded_by=by
    )
    batch.clean_fields(exclude=["loaded_by"])
    batch.save()
    chunk = []
    for row in findings.rows():
        chunk.append(_batch_row(batch, row))
        if len(chunk) == ROWS_PER_INSERT:
            BatchRow.objects.bulk_create(chunk)
            chunk = []
    BatchRow.objects.bulk_create(chunk)
    return batch


def _batch_row(batch: Batch, row: Row) -> BatchRow:
    return BatchRow(
        batch=batch, number=row.number, line=row.line, model=row.model, key=row.key, fields=row.fields,
        change=row.change, differences=row.differences, reason="\n".join(row.reasons),
    )  # fmt: skip
