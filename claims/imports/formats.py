"""Detect a file's format (JSON list, JSON Lines, CSV) and read its rows."""

from collections.abc import Iterator
from itertools import chain
from typing import IO

from claims.imports.csv_reader import rows_of_table
from claims.imports.decoding import ACCEPTED, Item, RefusedFileError, lines_of
from claims.imports.json_reader import rows_of_lines, rows_of_list

MAX_FILE_ROWS = 200_000


def read(file: IO[bytes]) -> Iterator[Item]:
    """Yield an ``Item`` for each row of a binary file, at most ``MAX_FILE_ROWS``.

    Raises RefusedFileError for a file that is empty, not text, malformed, too long or of another format.
    """
    lines = lines_of(file)
    start = next((entry for entry in lines if entry[1].strip()), None)
    if start is None:
        raise RefusedFileError("The file is empty.")
    first = start[1].lstrip()
    lines = chain([start], lines)
    if first.startswith("["):
        items = rows_of_list(lines)
    elif first.startswith("{"):
        items = rows_of_lines(lines)
    else:
        _refuse_other_formats(first)
        items = rows_of_table(lines)
    for number, item in enumerate(items, start=1):
        if number > MAX_FILE_ROWS:
            raise RefusedFileError(f"The file has more than {MAX_FILE_ROWS:,} rows: split it.")
        yield item


def _refuse_other_formats(first: str) -> None:
    if first.startswith("<"):
        raise RefusedFileError(f"This looks like XML or HTML, which is not accepted. {ACCEPTED}")
    if first.startswith(("- ", "---", "%YAML", "model:")):
        raise RefusedFileError(f"This looks like YAML, which is not accepted. {ACCEPTED}")
