"""The shapes of the public states that ledger entries hold."""

from typing import Any, TypedDict


class ClaimantName(TypedDict):
    slug: str
    name: str
    stake: str


class EventName(TypedDict):
    slug: str
    title: str


class QuestionName(TypedDict):
    slug: str
    text: str


class PlaceName(TypedDict):
    slug: str
    name: str


class SourceState(TypedDict):
    slug: str
    title: str
    url: str
    published: str
    publisher: ClaimantName | None


class CitationState(TypedDict):
    """``relayed_from`` is the place of another citation in the claim's list, from 1."""

    bearing: str
    mode: str
    locator: str
    excerpt: str
    relayed_from: int | None
    source: SourceState


class AssessmentState(TypedDict):
    number: int
    status: str
    credibility: str
    rationale: str
    decision_note: str
    decided_alone: bool


class ClaimState(TypedDict):
    reference: str
    kind: str
    position: str
    statement: str
    quotation: str
    original_text: str
    language: str
    asserted: str
    about: str
    publication: str
    status: str
    claimant: ClaimantName
    event: EventName | None
    question: QuestionName | None
    place: PlaceName | None
    supersedes: str | None
    citations: list[CitationState]
    quantities: list[dict[str, Any]]
    assessment: AssessmentState | None


class LinkState(TypedDict):
    first: str
    second: str
    kind: str
    basis: str
    rationale: str
    state: str
