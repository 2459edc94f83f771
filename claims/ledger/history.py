"""The ledger read backwards: what stood published after any entry, as unsaved rows that pages show like today's.

A claim at a moment is its newest entry up to then; so is a link. What has been withdrawn since is left out, for its
text is never shown again. Origins are counted from the citations of then, by what is known now of who belongs to whom.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, JSONField, Max, OuterRef, Q, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import GreaterThan

from claims.choices import OPPOSING_KINDS, Act, Basis, Publication
from claims.dates import bounds
from claims.ledger.snapshots import FIELDS
from claims.models import (
    Assessment,
    Citation,
    Claim,
    Claimant,
    ClaimLink,
    Event,
    LedgerEntry,
    Place,
    Quantity,
    Question,
    Source,
)
from claims.rules.derived import voices
from claims.rules.provenance import Cited, independent_origins


@dataclass(frozen=True)
class Moment:
    """The end of a day (UTC), or the instant after one entry; ``until`` is the last entry that counts."""

    until: int
    at: datetime
    day: date | None = None
    hash: str = ""

    @property
    def shown(self):
        """The day to name."""
        return self.day or self.at

    @property
    def query(self):
        """What keeps the moment in an address."""
        return f"?as_of={self.day.isoformat()}" if self.day else f"?entry={self.hash[:12]}"


def end_of(day):
    """Return the moment at which a day (UTC) ended; of today, now."""
    after = datetime.combine(day, time.min, UTC) + timedelta(days=1)
    latest = LedgerEntry.objects.filter(recorded_at__lt=after).aggregate(at=Max("recorded_at"))["at"]
    last = LedgerEntry.objects.filter(recorded_at=latest).aggregate(last=Max("sequence"))["last"] if latest else 0
    return Moment(last, after, day=day)


def after_entry(digits):
    """Return the moment after the one entry whose hash begins with ``digits`` (hexadecimal); None for no such entry."""
    found = LedgerEntry.objects.filter(hash__gte=digits, hash__lt=f"{digits}g")[:2]
    return Moment(found[0].sequence, found[0].recorded_at, hash=found[0].hash) if len(found) == 1 else None


def readable(entries):
    """Annotate entries with ``said``: their body, to be read and asked by its keys."""
    return entries.annotate(said=Cast("body", JSONField()))


def newest(until, subjects=None):
    """Return the newest entry of each subject up to entry ``until``, or of each of those named."""
    known = LedgerEntry.objects.filter(sequence__lte=until)
    later = known.filter(subject=OuterRef("subject"), sequence__gt=OuterRef("sequence"))
    entries = known if subjects is None else known.filter(subject__in=subjects)
    return readable(entries.exclude(Exists(later)))


def standing(moment, references=None):
    """Return the newest entries of the claims that stood published at a moment and have not been withdrawn since."""
    withdrawn = Claim.objects.filter(publication=Publication.WITHDRAWN).values("reference")
    entries = newest(moment.until, references).exclude(subject__in=withdrawn)
    # Unlike "contains" this lets PostgreSQL expect many, so that it reads the first page and no more.
    found = StrIndex("body", Value(_written("publication", Publication.PUBLISHED)))
    return entries.filter(GreaterThan(found, 0))


def saying(entries, path, values):
    """Narrow entries down to those whose state says one of ``values`` at ``path``, like ``claimant__slug``."""
    name = path.rpartition("__")[2]
    written = reduce(or_, (Q(body__contains=_written(name, value)) for value in values))
    return entries.filter(written).filter(**{f"said__state__{path}__in": values})


def _written(name, value):
    """Return how bodies write a name and its text: unescaped quotes are structure, so no text can pass for it.

    Finding it is several times as fast as taking every body apart.
    """
    return f'"{name}":"{value}"'


def disputed(moment):
    """Return the references of claims that could not hold together with another at a moment."""
    links = newest(moment.until).filter(
        act=Act.LINK, said__state__basis=Basis.INCOMPATIBLE, said__state__kind__in=OPPOSING_KINDS
    )
    pairs = [_ends(subject) for subject in links.values_list("subject", flat=True)]
    there = set(standing(moment, set().union(*pairs)).values_list("subject", flat=True))
    return {reference for pair in pairs if pair <= there for reference in pair}


def answers(question, moment):
    """Return the newest entries of the claims that answered a question at a moment, oldest first."""
    return saying(standing(moment), "question__slug", [question.slug]).order_by("sequence")


def claims_of(entries):
    """Return the claims that entries speak of as they say them, unsaved, by reference; in three queries."""
    states = [(entry, entry.said["state"]) for entry in entries]
    known = Claim.objects.filter(reference__in=[entry.subject for entry, _state in states])
    ids = dict(known.values_list("reference", "pk"))
    claimants = dict(Claimant.objects.values_list("slug", "pk").filter(slug__in=_claimants_in(states)))
    family = voices(claimants.values())
    return {entry.subject: _claim(entry, state, ids[entry.subject], claimants, family) for entry, state in states}


def links_around(claims, moment):
    """Return the links of ``claims`` that stood at a moment, unsaved; count on each claim what contradicts it."""
    stood = _links_touching(claims, moment)
    others = {reference for _entry, state in stood for reference in (state["first"], state["second"])} - set(claims)
    ends = {**claims, **(claims_of(standing(moment, others)) if others else {})}
    links = [
        ClaimLink(
            first=ends[state["first"]], second=ends[state["second"]], kind=state["kind"], basis=state["basis"],
            rationale=state["rationale"], state=state["state"], reviewed_at=entry.recorded_at,
        )
        for entry, state in stood
        if state["first"] in ends and state["second"] in ends
    ]  # fmt: skip
    against = defaultdict(set)
    for link in links:
        if link.disputing:
            against[link.first_id].add(link.second_id)
            against[link.second_id].add(link.first_id)
    for claim in claims.values():
        claim.contradiction_count = len(against[claim.pk])
    return links


def _links_touching(claims, moment):
    subjects = LedgerEntry.objects.filter(sequence__lte=moment.until, subject__contains=" ").order_by()
    touching = [one for one in subjects.values_list("subject", flat=True).distinct() if _ends(one) & set(claims)]
    entries = newest(moment.until, touching).filter(act=Act.LINK).order_by("sequence") if touching else []
    return [(entry, entry.said["state"]) for entry in entries]


def _ends(subject):
    first, _kind, second = subject.split(" ")
    return {first, second}


def _claimants_in(states):
    for _entry, state in states:
        yield state["claimant"]["slug"]
        yield from (one["source"]["publisher"]["slug"] for one in state["citations"] if one["source"]["publisher"])


def _claim(entry, state, pk, claimants, family):
    claim = Claim(
        pk=pk, **{name: state[name] for name in FIELDS}, publication=state["publication"], status=state["status"],
        version=entry.version, updated_at=entry.recorded_at,
        claimant=_claimant(state["claimant"], claimants),
        event=state["event"] and Event(**state["event"]),
        question=state["question"] and Question(**state["question"]),
        place=state["place"] and Place(**state["place"]),
    )  # fmt: skip
    claim.stood_citations = [_citation(number, one, claimants) for number, one in enumerate(state["citations"], 1)]
    claim.stood_citations.sort(key=lambda citation: (citation.source.earliest, citation.pk))
    claim.stood_quantities = [Quantity(**one) for one in state["quantities"]]
    claim.stood_finding = state["assessment"] and Assessment(**state["assessment"])
    claim.stood_superseding = state["supersedes"]
    claim.citation_count = len(claim.stood_citations)
    cited = [_cited(citation, family) for citation in claim.stood_citations]
    claim.independent_origins = len(independent_origins(family[claim.claimant_id], cited))
    return claim


def _claimant(said, claimants):
    return Claimant(pk=claimants[said["slug"]], slug=said["slug"], name=said["name"], stake=said["stake"])


def _citation(number, said, claimants):
    about = said["source"]
    publisher = about["publisher"] and _claimant(about["publisher"], claimants)
    names = ("slug", "title", "url", "published")
    source = Source(**{name: about[name] for name in names}, publisher=publisher)
    source.earliest, source.latest = bounds(source.published)
    fields = {name: said[name] for name in ("bearing", "mode", "locator", "excerpt")}
    return Citation(pk=number, source=source, relayed_from_id=said["relayed_from"], **fields)


def _cited(citation, family):
    voice = family.get(citation.source.publisher_id)
    return Cited(citation.pk, citation.bearing, citation.mode, citation.relayed_from_id, voice)
