"""Tables of the dump: columns, primary keys and foreign keys."""

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
#: Nested records are tables of their own; a ``<field>_slug`` column refers to them.
NESTED = dict.fromkeys(("claimant", "event", "question", "place", "publisher", "source"), ("slug",))


@dataclass(frozen=True, eq=False)
class Table:
    """One table: the serializer of its rows, its primary key ``key`` and its foreign keys ``refers``.

    ``refers`` is ``{column: (table, column)}``; ``within`` names a column for the claim that a row belongs to.
    """

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
        """Yield each column with its serializer field."""
        if self.within:
            yield self.within, serializers.CharField(help_text="The reference of the claim.")
        found: Any = self.record().fields
        for name in self.names:
            if name in self.nested:
                yield f"{name}_slug", found[name].fields["slug"]
            else:
                yield name, found[name]

    def row(self, record):
        """Return a record flattened to a row; a list becomes one text, an item a line."""
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
