"""EDTF dates (ISO 8601-2): parsing and bounds, wording, form and model fields."""

from claims.dates.field import EDTFField, EDTFFormField, bounds_constraints, dated_fields, earliest_day, latest_day
from claims.dates.plausible import doubts_about
from claims.dates.reading import ANY_DAY, Bounds, Endpoint, bounds, ends, plain_day, printable, read_day
from claims.dates.words import day_in_words, in_words

__all__ = [
    "ANY_DAY",
    "Bounds",
    "EDTFField",
    "EDTFFormField",
    "Endpoint",
    "bounds",
    "bounds_constraints",
    "dated_fields",
    "day_in_words",
    "doubts_about",
    "earliest_day",
    "ends",
    "in_words",
    "latest_day",
    "plain_day",
    "printable",
    "read_day",
]
