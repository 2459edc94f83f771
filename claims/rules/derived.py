"""Compute the counts and the status that workflow stores on claims. Reads, never writes."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from claims.choices import Publication, Stake, Status
from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink
from claims.models.claims import NEVER
from claims.models.trees import line_up, top_of
from claims.rules.provenance import Cited, IndependenceGroup, independent_origins

#: A citation: its id, bearing and mode, what it relays from, and the publisher of its source.
CitedRow = tuple[int, str, str, int | None, int | None]


@dataclass(frozen=True)
class Derived:
    """The stored fields of a claim that follow from other rows."""

    contradiction_count: int = 0
    citation_count: int = 0
    independent_origins: int = 0
    status: str = Status.UNVERIFIED
    decided_at: datetime = NEVER


class Finding(TypedDict, total=False):
    status: str
    decided_at: datetime


def independence_groups(ids: Iterable[int] | None = None) -> dict[int, IndependenceGroup]:
    """Return the ``IndependenceGroup`` of every claimant by id, or of those with one of ``ids``: one query.

    A claimant belongs to the body at the top of ``part_of`` and is a party where it or a body above it is one.
    """
    asked = Claimant.objects.all() if ids is None else Claimant.objects.around(*ids)
    rows = {pk: (parent, stake) for pk, parent, stake in asked.values_list("pk", "part_of", "stake")}
    parents = {pk: parent for pk, (parent, _stake) in rows.items() if parent}
    parties = {pk for pk, (_parent, stake) in rows.items() if stake == Stake.PARTY}
    return {
        pk: IndependenceGroup(whole=top_of(parents, pk), party=not parties.isdisjoint(line_up(parents, pk)))
        for pk in (rows if ids is None else ids)
    }


def derive(claims: Iterable[Claim]) -> dict[int, Derived]:
    """Return what other rows say about each claim, by its id: five queries whatever their number."""
    claims = list(claims)
    ids = [claim.pk for claim in claims]
    contradictions, findings, behind = _contradictions(ids), _findings(ids), evidence(claims)
    return {
        claim.pk: Derived(
            contradiction_count=contradictions[claim.pk],
            citation_count=len(behind[claim.pk][1]),
            independent_origins=len(independent_origins(*behind[claim.pk])),
            **findings.get(claim.pk, {}),
        )
        for claim in claims
    }


def evidence(claims: Iterable[Claim]) -> dict[int, tuple[IndependenceGroup, list[Cited]]]:
    """Return ``{claim id: (claimant's IndependenceGroup, [Cited, …])}``: two queries."""
    cited = _citations([claim.pk for claim in claims])
    publishers = {publisher for rows in cited.values() for *_rest, publisher in rows if publisher}
    known = independence_groups(publishers.union(claim.claimant_id for claim in claims))
    seen = {
        claim: [
            Cited(pk, bearing, mode, relayed, known.get(by) if by else None) for pk, bearing, mode, relayed, by in rows
        ]
        for claim, rows in cited.items()
    }
    return {claim.pk: (known[claim.claimant_id], seen.get(claim.pk, [])) for claim in claims}


def _contradictions(ids: Iterable[int]) -> Counter[int]:
    """Count distinct published claims that cannot hold together with each claim."""
    published = Publication.PUBLISHED
    links = ClaimLink.objects.disputing()
    pairs = set(links.filter(first__in=ids, second__publication=published).values_list("first", "second"))
    pairs |= set(links.filter(second__in=ids, first__publication=published).values_list("second", "first"))
    return Counter(claim for claim, _other in pairs)


def _citations(ids: Iterable[int]) -> dict[int, list[CitedRow]]:
    found: defaultdict[int, list[CitedRow]] = defaultdict(list)
    fields = ("pk", "bearing", "mode", "relayed_from", "source__publisher")
    for claim, *rest in Citation.objects.filter(claim__in=ids).values_list("claim", *fields):
        found[claim].append(tuple(rest))
    return found


def _findings(ids: Iterable[int]) -> dict[int, Finding]:
    """Return ``{claim id: {status, decided_at}}`` of the assessments that stand."""
    found = Assessment.objects.standing().filter(claim__in=ids).values_list("claim", "status", "decided_at")
    return {claim: {"status": status, "decided_at": decided_at or NEVER} for claim, status, decided_at in found}
