"""Citations to origins: how many independent publishers stand behind a claim. Pure: no query, no request."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from claims.choices import BACKING, Mode


@dataclass(frozen=True)
class Voice:
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
    publisher: Voice | None


def is_origin(cited: Cited) -> bool:
    """Tell whether a citation relays from no other, named or not."""
    return cited.mode != Mode.RELAYED and cited.relayed_from is None


def independent_origins(claimant: Voice, citations: Iterable[Cited]) -> set[int | str]:
    """Return the ids of the bodies that independently stand behind a claim.

    Counted are the publishers of origins that state or support the claim, rolled up to the top of the body they belong
    to. The claimant's own body and parties to the conflict do not count for themselves; nor does an unknown publisher.
    """
    return {
        cited.publisher.whole
        for cited in citations
        if cited.publisher is not None
        and cited.bearing in BACKING
        and is_origin(cited)
        and cited.publisher.whole != claimant.whole
        and not cited.publisher.party
    }


def origin_chains(citations):
    """Arrange citations as readers follow them: each origin with its relays, then relays that lead to no known origin.

    Returns two lists of chains. A chain is a list of ``(citation, depth)``, the head first. Citations need
    ``pk``, ``mode`` and ``relayed_from_id``.
    """
    known = {citation.pk for citation in citations}
    relays = defaultdict(list)
    for citation in citations:
        relays[citation.relayed_from_id].append(citation)
    heads = [citation for citation in citations if citation.relayed_from_id not in known]
    chains = [(head, list(_down_from(head, relays, 0))) for head in heads]
    origins = [chain for head, chain in chains if head.mode != Mode.RELAYED]
    loose = [chain for head, chain in chains if head.mode == Mode.RELAYED]
    return origins, loose


def _down_from(citation, relays, depth):
    yield citation, depth
    for relay in relays.get(citation.pk, ()):
        yield from _down_from(relay, relays, depth + 1)
