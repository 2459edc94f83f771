"""Dates that are a slip of the keyboard more often than not."""

from collections.abc import Iterator, Mapping
from datetime import date

from claims.dates.reading import days_of, ends

FIRST_YEAR = 1000


def doubt_about(text: str | None) -> str:
    """Say why a date is most likely a slip, in one sentence; nothing where it is not."""
    next_year = date.today().year + 1
    if not text:
        return ""
    for end in filter(None, ends(text)):
        found = days_of(end, text)
        if found.latest.year < FIRST_YEAR:
            return f"“{text}” is before the year {FIRST_YEAR}."
        if found.earliest.year > next_year:
            return f"“{text}” is after {next_year}."
    return ""


def doubts_about(dates: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield the name and the doubt of each of some dates by name that is most likely a slip."""
    for name, text in dates.items():
        if doubt := doubt_about(text):
            yield name, doubt
