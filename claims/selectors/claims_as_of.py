"""Claims that stood published at a past moment, as the ledger says."""

from django.db.models import Q

from claims.choices import CHECKABLE_KINDS
from claims.ledger import history
from claims.search.claim_filter import NOT_CHECKABLE

#: Filters that the ledger can answer for a past day.
ANSWERED = ("disputed", "status", "claimant", "kind", "question")


def answered(found):
    """Return the ``Applied`` filters of a filter set that the ledger can answer for a past day."""
    return [each for each in found.applied if each.name in ANSWERED]


def selected_then(moment, asked):
    """Return the entries of claims that stood at a moment and pass the filters that the ledger can answer."""
    entries = history.published_entries(moment)
    if asked.get("disputed") == "true":
        entries = history.published_entries(moment, history.disputed_references(moment))
    elif "disputed" in asked:
        entries = entries.exclude(subject__in=history.disputed_references(moment))
    if "status" in asked:
        checkable = Q(json__state__kind__in=CHECKABLE_KINDS)
        chosen = checkable & Q(json__state__status__in=asked["status"])
        entries = entries.filter(chosen | ~checkable if NOT_CHECKABLE in asked["status"] else chosen)
    if "kind" in asked:
        entries = history.filter_by_state(entries, "kind", asked["kind"])
    for name in ("claimant", "question"):
        if name in asked:
            entries = history.filter_by_state(entries, f"{name}__slug", [row.slug for row in asked[name]])
    return entries
