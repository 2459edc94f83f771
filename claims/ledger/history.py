"""Rebuild unsaved model instances from ledger entries, as of a day or of a given entry.

A claim at a moment is its newest entry up to then; so is a link. What has been withdrawn since is left out, for its
text is never shown again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, JSONField, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import GreaterThan

from claims.choices import OPPOSING_KINDS, Act, Basis, Publication
from claims.ledger.entries import read_entry, read_subject
from claims.ledger.instances import build_claim, build_link, known_rows
from claims.ledger.states import LinkState
from claims.models import Claim, ClaimLink, LedgerEntry, Question


@dataclass(frozen=True)
class Moment:
    """The end of a day (UTC), or the instant after one entry; ``until`` is the last entry that counts."""

    until: int
    at: datetime
    day: date | None = None
    hash: str = ""

    @property
    def shown(self) -> date:
        """The day to name."""
        return self.day or self.at

    @property
    def query(self) -> str:
        """What keeps the moment in an address."""
        return f"?as_of={self.day.isoformat()}" if self.day else f"?entry={self.hash[:12]}"


def end_of_day(day: date) -> Moment:
    """Return the moment at which a day (UTC) ended; of today, now."""
    after = datetime.combine(day, time.min, UTC) + timedelta(days=1)
    latest = LedgerEntry.objects.filter(recorded_at__lt=after).aggregate(at=Max("recorded_at"))["at"]
    last = LedgerEntry.objects.filter(recorded_at=latest).aggregate(last=Max("sequence"))["last"] if latest else 0
    return Moment(last, after, day=day)


def after_entry(digits: str) -> Moment | None:
    """Return the moment after the one entry whose hash begins with ``digits`` (hexadecimal); None for no such entry."""
    found = LedgerEntry.objects.filter(hash__gte=digits, hash__lt=f"{digits}g")[:2]
    return Moment(found[0].sequence, found[0].recorded_at, hash=found[0].hash) if len(found) == 1 else None


def with_json(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    """Let entries be filtered by the keys of their body: ``json__state__kind``."""
    return entries.alias(json=Cast("body", JSONField()))


def newest_entries(until: int, subjects: Collection[str] | None = None) -> QuerySet[LedgerEntry]:
    """Return the newest entry of each subject up to entry ``until``, or of each of those named."""
    known = LedgerEntry.objects.filter(sequence__lte=until)
    later = known.filter(subject=OuterRef("subject"), sequence__gt=OuterRef("sequence"))
    entries = known if subjects is None else known.filter(subject__in=subjects)
    return with_json(entries.exclude(Exists(later)))


def published_entries(moment: Moment, references: Collection[str] | None = None) -> QuerySet[LedgerEntry]:
    """Return the newest entries of the claims that stood published at a moment and have not been withdrawn since."""
    withdrawn = Claim.objects.withdrawn().values("reference")
    entries = newest_entries(moment.until, references).exclude(subject__in=withdrawn)
    # Unlike "contains" this lets PostgreSQL expect many, so that it reads the first page and no more.
    found = StrIndex("body", Value(_written("publication", Publication.PUBLISHED)))
    return entries.filter(GreaterThan(found, 0))


def published_references(moment: Moment, references: Collection[str]) -> set[str]:
    """Return those of ``references`` whose claims stood published at a moment."""
    return set(published_entries(moment, references).values_list("subject", flat=True)) if references else set()


def filter_by_state(entries: QuerySet[LedgerEntry], path: str, values: Iterable[str]) -> QuerySet[LedgerEntry]:
    """Narrow entries down to those whose state has one of ``values`` at ``path``, like ``claimant__slug``."""
    values = list(values)
    name = path.rpartition("__")[2]
    written = reduce(or_, (Q(body__contains=_written(name, value)) for value in values))
    return entries.filter(written).filter(**{f"json__state__{path}__in": values})


def _written(name: str, value: str) -> str:
    """Return how bodies write a name and its text: unescaped quotes are structure, so no text can pass for it.

    Finding it is several times as fast as taking every body apart.
    """
    return f'"{name}":"{value}"'


def disputed_references(moment: Moment) -> set[str]:
    """Return the references of claims that could not hold together with another at a moment."""
    links = newest_entries(moment.until).filter(act=Act.LINK)
    for path, values in (("basis", [Basis.INCOMPATIBLE]), ("kind", OPPOSING_KINDS)):
        links = filter_by_state(links, path, values)
    pairs = [set(read_subject(subject).references) for subject in links.values_list("subject", flat=True)]
    there = published_references(moment, set().union(*pairs))
    return {reference for pair in pairs if pair <= there for reference in pair}


def answer_entries(question: Question, moment: Moment) -> QuerySet[LedgerEntry]:
    """Return the newest entries of the claims that answered a question at a moment, oldest first."""
    return filter_by_state(published_entries(moment), "question__slug", [question.slug]).order_by("sequence")


def rebuild_claims(entries: Iterable[LedgerEntry]) -> dict[str, Claim]:
    """Return the claims of entries as those say them, by reference. The number of queries is that of kinds of rows.

    An entry on anything else, or on a claim that is not there any more, is passed over.
    """
    states = [(entry, state) for entry in entries if (state := read_entry(entry).claim)]
    keys = Claim.objects.filter(reference__in=[entry.subject for entry, _state in states])
    ids = dict(keys.values_list("reference", "pk"))
    known = known_rows(state for _entry, state in states)
    return {
        entry.subject: build_claim(state, ids[entry.subject], entry.version, entry.recorded_at, known)
        for entry, state in states
        if entry.subject in ids
    }


def rebuild_links(claims: dict[str, Claim], moment: Moment) -> list[ClaimLink]:
    """Return the links of ``claims`` that stood at a moment; count on each claim what contradicts it."""
    states = _links_touching(claims.keys(), moment)
    others = {reference for _entry, state in states for reference in (state["first"], state["second"])} - claims.keys()
    ends = {**claims, **(rebuild_claims(published_entries(moment, others)) if others else {})}
    links = [
        build_link(state, ends[state["first"]], ends[state["second"]], entry.recorded_at)
        for entry, state in states
        if state["first"] in ends and state["second"] in ends
    ]
    _count_contradictions(claims, links)
    return links


def _count_contradictions(claims: dict[str, Claim], links: list[ClaimLink]) -> None:
    against: defaultdict[int, set[int]] = defaultdict(set)
    for link in links:
        if link.disputing:
            against[link.first_id].add(link.second_id)
            against[link.second_id].add(link.first_id)
    for claim in claims.values():
        claim.contradiction_count = len(against[claim.pk])


def _links_touching(references: Set[str], moment: Moment) -> list[tuple[LedgerEntry, LinkState]]:
    linked = LedgerEntry.objects.filter(sequence__lte=moment.until, act=Act.LINK).order_by()
    subjects = map(read_subject, linked.values_list("subject", flat=True).distinct())
    touching = [subject.text for subject in subjects if not references.isdisjoint(subject.references)]
    entries = newest_entries(moment.until, touching).filter(act=Act.LINK).order_by("sequence") if touching else []
    return [(entry, state) for entry in entries if (state := read_entry(entry).link)]
