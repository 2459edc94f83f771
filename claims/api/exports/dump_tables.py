"""The tables of the dump: their columns, and which name rows of another."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rest_framework import serializers

from claims.api.exports import csv
from claims.api.serializers import (
    AssessmentRecord,
    ClaimantRecord,
    ClaimRecord,
    EventRecord,
    LinkRecord,
    QuestionRecord,
    SourceRecord,
)
from claims.api.serializers.claims import CitationRecord, QuantityRecord
from claims.api.serializers.names import PlaceRecord

COUNTS = {"claim_count", "disputed_count"}
#: What a record nests is a table of its own; the others name its row.
NESTED = dict.fromkeys(("claimant", "event", "question", "place", "publisher", "source"), ("slug",))


@dataclass(frozen=True, eq=False)
class Table:
    """One table of the dump: the record of its rows, the columns that name a row, and those that name another's."""

    name: str
    record: type[serializers.Serializer]
    key: tuple[str, ...]
    refers: dict[str, tuple[str, str]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    within: str = ""

    @cached_property
    def names(self):
        left_out = self.left_out | COUNTS
        return [name for name in self.record().fields if name not in left_out]

    @cached_property
    def nested(self):
        return {name: parts for name, parts in NESTED.items() if name in self.names}

    def fields(self):
        """Yield each column and the field that it is written from."""
        if self.within:
            yield self.within, serializers.CharField(help_text="The reference of the claim.")
        found: Any = self.record().fields
        for name in self.names:
            if name in self.nested:
                yield f"{name}_slug", found[name].fields["slug"]
            else:
                yield name, found[name]

    def row(self, record):
        """Return a record as a row; a list as one text, an item a line."""
        flat = csv.flat({name: record[name] for name in self.names}, self.nested)
        return {name: "\n".join(value) if isinstance(value, list) else value for name, value in flat.items()}


CLAIM = {"claim": ("claims", "reference")}
CLAIMS = Table(
    "claims", ClaimRecord, ("reference",),
    {
        "claimant_slug": ("claimants", "slug"), "event_slug": ("events", "slug"), "place_slug": ("places", "slug"),
        "question_slug": ("questions", "slug"), "supersedes": ("claims", "reference"),
    },
    frozenset(ClaimRecord.extras),
)  # fmt: skip
CITATIONS = Table(
    "citations", CitationRecord, ("claim", "number"), {**CLAIM, "source_slug": ("sources", "slug")}, within="claim"
)
QUANTITIES = Table("quantities", QuantityRecord, ("claim", "measure", "affected", "unit"), CLAIM, within="claim")
LINKS = Table(
    "links", LinkRecord, ("first", "kind", "second"),
    {"first": ("claims", "reference"), "second": ("claims", "reference")},
)  # fmt: skip
ASSESSMENTS = Table("assessments", AssessmentRecord, ("claim", "number"), CLAIM)
CLAIMANTS = Table("claimants", ClaimantRecord, ("slug",), {"part_of": ("claimants", "slug")})
EVENTS = Table(
    "events", EventRecord, ("slug",), {"place_slug": ("places", "slug"), "part_of": ("events", "slug")}
)  # fmt: skip
PLACES = Table("places", PlaceRecord, ("slug",))
QUESTIONS = Table("questions", QuestionRecord, ("slug",), {"event_slug": ("events", "slug")})
SOURCES = Table("sources", SourceRecord, ("slug",), {"publisher_slug": ("claimants", "slug")})
