"""Detect improbable dates, which are most likely typing errors."""

from collections.abc import Iterator, Mapping
from datetime import date

from claims.dates.reading import days_of, ends

FIRST_YEAR = 1000


def doubt_about(text: str | None) -> str:
    """Return a sentence that says why a date is improbable; "" where it is not."""
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
    """Yield ``(name, sentence)`` for each improbable date."""
    for name, text in dates.items():
        if doubt := doubt_about(text):
            yield name, doubt
