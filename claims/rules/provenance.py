"""Count the independent publishers behind a claim from its citations. Pure: no query, no request."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claims.choices import BACKING, Bearing, Mode
from claims.models import Citation
from claims.models.trees import top_of

#: Citations as readers follow them, each with its depth, the head first.
Chain = list[tuple[Citation, int]]


@dataclass(frozen=True)
class IndependenceGroup:
    """A claimant or publisher as provenance sees it: the body it belongs to, and whether that is a party.

    ``whole`` is the id of the body; of one that is not on record any more, its slug.
    """

    whole: int | str
    party: bool


@dataclass(frozen=True)
class Cited:
    """A citation as provenance sees it."""

    id: int
    bearing: str
    mode: str
    relayed_from: int | None
    publisher: IndependenceGroup | None

    @classmethod
    def of(cls, citation: Any, groups: Mapping[str, IndependenceGroup]) -> "Cited":
        """Return a row of a citation so; ``groups`` are those of the publishers, by slug."""
        publisher = citation.source.publisher
        group = groups[publisher.slug] if publisher else None
        return cls(citation.pk, citation.bearing, citation.mode, citation.relayed_from_id, group)


def is_origin(cited: Cited) -> bool:
    """Tell whether a citation relays from no other, named or not."""
    return cited.mode != Mode.RELAYED and cited.relayed_from is None


def is_apart(claimant: IndependenceGroup, cited: Cited) -> bool:
    """Tell whether a citation is an origin whose publisher is known and is not the claimant's own body."""
    return is_origin(cited) and cited.publisher is not None and cited.publisher.whole != claimant.whole


def supports_apart(claimant: IndependenceGroup, cited: Cited) -> bool:
    """Tell whether a citation supports a claim out of its own reporting: no relay, no word or body of the claimant."""
    return cited.bearing == Bearing.SUPPORTS and cited.mode != Mode.OWN and is_apart(claimant, cited)


def outlets(claimant: IndependenceGroup, citations: Iterable[Cited]) -> set[int | str]:
    """Return the ids of the bodies that carry a claim, as origins or relays.

    Counted are the publishers of citations that state or support the claim, rolled up to the top of the body they
    belong to: neither the claimant's own body nor parties to the conflict, nor an unknown publisher.
    """
    return {
        cited.publisher.whole
        for cited in citations
        if cited.publisher is not None
        and cited.bearing in BACKING
        and cited.publisher.whole != claimant.whole
        and not cited.publisher.party
    }


def independent_origins(claimant: IndependenceGroup, citations: Iterable[Cited]) -> set[int | str]:
    """Return the ids of the bodies that independently stand behind a claim: the outlets that are origins."""
    return outlets(claimant, filter(is_origin, citations))


def origin_chains(citations: Collection[Citation]) -> tuple[list[Chain], list[Chain]]:
    """Arrange citations as readers follow them: each origin with its relays, then relays that lead to no known origin.

    Citations need ``pk``, ``mode`` and ``relayed_from_id``. Of those that relay from each other in a circle one stands
    first.
    """
    by_id = {citation.pk: citation for citation in citations}
    parents = {pk: row.relayed_from_id for pk, row in by_id.items() if row.relayed_from_id in by_id}
    heads = {top_of(parents, pk) for pk in by_id}
    relays: defaultdict[int, list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.pk not in heads:
            relays[parents[citation.pk]].append(citation)
    chains = [list(_down_from(citation, relays)) for citation in citations if citation.pk in heads]
    origins = [chain for chain in chains if chain[0][0].mode != Mode.RELAYED]
    loose = [chain for chain in chains if chain[0][0].mode == Mode.RELAYED]
    return origins, loose


def _down_from(head: Citation, relays: Mapping[int, list[Citation]]) -> Iterator[tuple[Citation, int]]:
    """Yield a citation, each of its relays, and theirs right after it, with their depths."""
    left = [(head, 0)]
    while left:
        citation, depth = left.pop()
        yield citation, depth
        left += [(relay, depth + 1) for relay in reversed(relays[citation.pk])]
