"""The desk: ModelAdmin classes for the stock admin site, one file a concept."""

from claims.admin import (
    assessments,
    batches,
    claimants,
    claims,
    corrections,
    events,
    ledger,
    links,
    people,
    places,
    questions,
    site,
    sources,
)

__all__ = [
    "assessments",
    "batches",
    "claimants",
    "claims",
    "corrections",
    "events",
    "ledger",
    "links",
    "people",
    "places",
    "questions",
    "site",
    "sources",
]
