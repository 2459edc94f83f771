"""Read a JSON list or JSON Lines as fixture rows, one at a time, each with its line number."""

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any

from claims.imports.decoding import MAX_LIST_BYTES, MEGABYTE, Item, Line, RefusedFileError, Unreadable, faults

MAX_NUMBER_DIGITS = 18


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Unreadable:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            return Unreadable(f"The key “{name}” is there twice.")
        found[name] = value
    return found


def _whole(text: str) -> int | Unreadable:
    return (
        int(text)
        if len(text) <= MAX_NUMBER_DIGITS
        else Unreadable(f"A number has more than {MAX_NUMBER_DIGITS} digits.")
    )


def _fraction(text: str) -> float | Unreadable:
    number = float(text)
    return number if math.isfinite(number) else Unreadable("A number is too large.")


def _constant(text: str) -> Unreadable:
    return Unreadable(f"{text} is not a number that JSON knows.")


DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_whole, parse_float=_fraction, parse_constant=_constant)


def rows_of_lines(lines: Iterable[Line]) -> Iterator[Item]:
    for number, line in lines:
        if line.strip():
            try:
                yield _item(number, DECODER.decode(line))
            except RecursionError:
                yield Item(number, reasons=["It is nested too deeply."])
            except json.JSONDecodeError as error:
                yield Item(number, reasons=[f"It is not JSON: {error.msg}, at character {error.colno}."])


def rows_of_list(lines: Iterable[Line]) -> Iterator[Item]:
    number, text = _whole_text(lines)
    place = _skip(text, text.index("[") + 1)
    line, counted = number, 0
    while text[place : place + 1] != "]":
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, end = DECODER.raw_decode(text, place)
        except RecursionError:
            raise RefusedFileError(f"Line {line}: it is nested too deeply.") from None
        except json.JSONDecodeError as error:
            where = number + text.count("\n", 0, error.pos)
            raise RefusedFileError(f"Line {where}: it is not JSON, or the file is cut off: {error.msg}.") from None
        yield _item(line, value)
        place = _after_comma(text, _skip(text, end), number)
    if text[place + 1 :].strip():
        raise RefusedFileError("Something follows the end of the list: is it JSON Lines? Then leave the brackets out.")


def _whole_text(lines: Iterable[Line]) -> tuple[int, str]:
    number, size, parts = 0, 0, []
    for line, text in lines:
        number = number or line
        size += len(text)
        if size > MAX_LIST_BYTES:
            most = MAX_LIST_BYTES // MEGABYTE
            raise RefusedFileError(f"A JSON list may have {most} MB at most: write it as JSON Lines, one row a line.")
        parts.append(text)
    return number, "".join(parts)


def _skip(text: str, place: int) -> int:
    while text[place : place + 1].isspace():
        place += 1
    return place


def _after_comma(text: str, place: int, number: int) -> int:
    if text[place : place + 1] == "]":
        return place
    following = _skip(text, place + 1)
    if text[place : place + 1] != "," or text[following : following + 1] == "]":
        line = number + text.count("\n", 0, place)
        raise RefusedFileError(f"Line {line}: the list is cut off, or a comma is missing or too many.")
    return following


def _item(line: int, value: Any) -> Item:
    if not isinstance(value, dict):
        why = value.why if isinstance(value, Unreadable) else "A row is an object with “model” and “fields”."
        return Item(line, reasons=[why])
    return Item(line, value, list(dict.fromkeys(faults(value))))
