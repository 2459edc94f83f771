"""Decode uploaded bytes to lines (UTF-8, UTF-16), and find values that cannot be stored."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

MEGABYTE = 2**20
#: A JSON list is read whole, so its size is limited; JSON Lines and CSV are read line by line.
MAX_LIST_BYTES = 20 * MEGABYTE
MAX_LINE_BYTES = MEGABYTE
MAX_NESTING = 8
READ_BYTES = 2**16
UTF16 = (BOM_UTF16_BE, BOM_UTF16_LE)
PACKED = {
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"%PDF": "a PDF",
    b"SQLite": "a database",
}
MAGIC_BYTES = max(map(len, PACKED))
ACCEPTED = "Give a Django fixture as JSON or JSON Lines, or a CSV."

#: A line's number, from 1, and its text.
Line = tuple[int, str]


class RefusedFileError(Exception):
    """Raised for a file that is refused as a whole; the message is shown to users."""


@dataclass
class Item:
    """One row of a file with its line number, or the reasons why it cannot be read."""

    line: int
    data: Any = None
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Unreadable:
    """Stands in parsed data for a value that is refused, with the reason."""

    why: str


def lines_of(file: IO[bytes]) -> Iterator[Line]:
    """Yield each decoded line, without a byte order mark. Raises RefusedFileError."""
    start = file.read(MAGIC_BYTES)
    file.seek(0)
    _refuse_packed(start)
    yield from (_lines_of_utf16 if start.startswith(UTF16) else _lines_of_utf8)(file)


def _lines_of_utf8(file: IO[bytes]) -> Iterator[Line]:
    number = 0
    while line := file.readline(MAX_LIST_BYTES + 1 if number == 0 else MAX_LINE_BYTES + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(BOM_UTF8)
        _refuse_long(number, line, line.startswith(b"["))
        try:
            yield number, line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RefusedFileError(_other_encoding(number, line, error)) from None


def _lines_of_utf16(file: IO[bytes]) -> Iterator[Line]:
    number, held = 1, ""
    for text in _pieces_of_utf16(file):
        *whole, held = f"{held}{text}".split("\n")
        for line in whole:
            yield number, f"{line}\n"
            number += 1
        _refuse_long(number, held, held.startswith("["))
    if held:
        yield number, held


def _pieces_of_utf16(file: IO[bytes]) -> Iterator[str]:
    decoder = getincrementaldecoder("utf-16")()
    try:
        while piece := file.read(READ_BYTES):
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise RefusedFileError(f"This is UTF-16, but not whole: {error.reason}. Save it as UTF-8.") from None


def _refuse_long(number: int, line: bytes | str, a_list: bool) -> None:
    most = MAX_LIST_BYTES if number == 1 and a_list else MAX_LINE_BYTES
    if len(line) > most:
        raise RefusedFileError(f"Line {number} is longer than {most // MEGABYTE} MB.")


def _other_encoding(number: int, line: bytes, error: UnicodeDecodeError) -> str:
    """Return the message for a line that is not UTF-8, with the text read as Windows-1252."""
    start, end = (max(error.start - 15, 0), error.start + 16)
    read = line[start:end].decode("cp1252", errors="replace").strip()
    return (
        f"Line {number} is not UTF-8 text (character {error.start + 1}): {error.reason}. As Windows-1252 it would say "
        f"“{read}”. Save the file as “CSV UTF-8”, or with UTF-8 chosen as its character set, and load it again."
    )


def _refuse_packed(start: bytes) -> None:
    for magic, what in PACKED.items():
        if start.startswith(magic):
            raise RefusedFileError(f"This is {what}, not text. {ACCEPTED}")


def faults(value: Any, depth: int = 1) -> Iterator[str]:
    """Yield why a parsed value cannot be stored: NUL, lone surrogates, ``Unreadable`` values, deep nesting."""
    if depth > MAX_NESTING:
        yield "It is nested too deeply."
    elif isinstance(value, Unreadable):
        yield value.why
    elif isinstance(value, str):
        if "\x00" in value:
            yield "It holds a NUL character, which no database takes."
        if not value.isprintable() and any("\ud800" <= char <= "\udfff" for char in value):
            yield "It holds half a character (a lone surrogate)."
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from faults(name, depth)
            yield from faults(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from faults(inner, depth + 1)
