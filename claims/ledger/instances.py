"""Build unsaved model instances from the states of ledger entries.

Claimants, events, questions and sources get the primary key of the public row that has their slug today; where there
is none they have no primary key, and so no page to link to. Origins are counted from the citations of then, by what is
known now of who belongs to whom.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Value

from claims.choices import Stake
from claims.dates import bounds
from claims.ledger.snapshots import FIELDS, QUANTITY
from claims.ledger.states import CitationState, ClaimantName, ClaimState, LinkState
from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink, Event, Place, Quantity, Question, Source
from claims.rules.derived import independence_groups
from claims.rules.provenance import Cited, IndependenceGroup, independent_origins

Model = type[Claimant | Event | Question | Source]


@dataclass(frozen=True)
class Known:
    """Today's rows that states name: ``keys`` holds primary keys of public ones, ``groups`` of claimants by slug."""

    keys: dict[tuple[str, str], int]
    groups: dict[str, IndependenceGroup]

    def key(self, model: Model, slug: str) -> int | None:
        return self.keys.get((model.__name__, slug))

    def group(self, claimant: ClaimantName) -> IndependenceGroup:
        """Return a claimant's group; one that is not on record any more stands alone."""
        gone = IndependenceGroup(whole=claimant["slug"], party=claimant["stake"] == Stake.PARTY)
        return self.groups.get(claimant["slug"], gone)


def known_rows(states: Iterable[ClaimState]) -> Known:
    """Look up the rows that states name, in three queries."""
    named: dict[Model, set[str]] = {Claimant: set(), Event: set(), Question: set(), Source: set()}
    for state in states:
        named[Claimant].update(claimant["slug"] for claimant in claimant_and_publishers(state))
        named[Source].update(cited["source"]["slug"] for cited in state["citations"])
        named[Event].update([state["event"]["slug"]] if state["event"] else [])
        named[Question].update([state["question"]["slug"]] if state["question"] else [])
    claimants = dict(Claimant.objects.filter(slug__in=named[Claimant]).values_list("slug", "pk"))
    family = independence_groups(claimants.values())
    return Known(_public_keys(named), {slug: family[pk] for slug, pk in claimants.items()})


def _public_keys(named: dict[Model, set[str]]) -> dict[tuple[str, str], int]:
    first, *others = (
        model.objects.public().filter(slug__in=slugs).order_by().values_list(Value(model.__name__), "slug", "pk")
        for model, slugs in named.items()
    )
    return {(name, slug): pk for name, slug, pk in first.union(*others, all=True)}


def claimant_and_publishers(state: ClaimState) -> Iterator[ClaimantName]:
    """Yield the claimant of a claim and the publishers that it cites."""
    yield state["claimant"]
    yield from (cited["source"]["publisher"] for cited in state["citations"] if cited["source"]["publisher"])


def build_claim(state: ClaimState, pk: int, version: int, at: datetime, known: Known) -> Claim:
    """Return the claim of a state, with its citations, figures and finding in attributes that begin with ``stood_``."""
    event, question, place = state["event"], state["question"], state["place"]
    claim: Any = Claim(
        pk=pk, **{name: state.get(name) for name in FIELDS}, publication=state["publication"], status=state["status"],
        version=version, updated_at=at,
        claimant=_claimant(state["claimant"], known),
        event=event and Event(pk=known.key(Event, event["slug"]), slug=event["slug"], title=event["title"]),
        question=question and Question(
            pk=known.key(Question, question["slug"]), slug=question["slug"], text=question["text"]
        ),
        place=place and Place(slug=place["slug"], name=place["name"]),
    )  # fmt: skip
    claim.stood_citations = [_citation(number, cited, known) for number, cited in enumerate(state["citations"], 1)]
    claim.stood_citations.sort(key=lambda citation: (citation.source.earliest, citation.pk))
    claim.stood_quantities = [Quantity(**{name: one[name] for name in QUANTITY}) for one in state["quantities"]]
    claim.stood_finding = state["assessment"] and Assessment(**state["assessment"])
    claim.stood_superseding = state["supersedes"]
    claim.stood_groups = {claimant["slug"]: known.group(claimant) for claimant in claimant_and_publishers(state)}
    claim.citation_count = len(claim.stood_citations)
    cited = [Cited.of(citation, claim.stood_groups) for citation in claim.stood_citations]
    claim.independent_origins = len(independent_origins(known.group(state["claimant"]), cited))
    found: Claim = claim
    return found


def build_link(state: LinkState, first: Claim, second: Claim, at: datetime) -> ClaimLink:
    """Return the link of a state between two claims."""
    return ClaimLink(
        first=first, second=second, kind=state["kind"], basis=state["basis"], rationale=state["rationale"],
        state=state["state"], reviewed_at=at,
    )  # fmt: skip


def _claimant(said: ClaimantName, known: Known) -> Claimant:
    slug = said["slug"]
    return Claimant(pk=known.key(Claimant, slug), slug=slug, name=said["name"], stake=said["stake"])


def _citation(number: int, said: CitationState, known: Known) -> Citation:
    about = said["source"]
    source = Source(
        pk=known.key(Source, about["slug"]), slug=about["slug"], title=about["title"], url=about["url"],
        published=about["published"], publisher=_claimant(about["publisher"], known) if about["publisher"] else None,
    )  # fmt: skip
    source.earliest, source.latest = bounds(source.published)
    return Citation(
        pk=number, source=source, relayed_from_id=said["relayed_from"], bearing=said["bearing"], mode=said["mode"],
        locator=said["locator"], excerpt=said["excerpt"],
    )  # fmt: skip
