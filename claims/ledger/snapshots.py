"""Serialize rows to the public state that the ledger keeps of them, complete enough to be read without the rows."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from claims.ledger import states
from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink, Quantity

FIELDS = ("reference", "kind", "position", "statement", "quotation", "original_text", "language", "asserted", "about")
QUANTITY = ("measure", "affected", "low", "best", "high", "unit", "bound", "verbatim")


def claim_state(claim: Claim, assessment: Assessment | None = None) -> states.ClaimState:
    """Return the complete public state of a claim; ``assessment`` stands in for the one that stands now."""
    return claim_states([claim], {claim.pk: assessment} if assessment else {})[claim.pk]


def claim_states(
    claims: Iterable[Claim], assessments: dict[int, Assessment] | None = None
) -> dict[int, states.ClaimState]:
    """Return ``{claim id: state}``, each with citations, quantities and standing assessment: three queries."""
    claims = list(claims)
    ids = [claim.pk for claim in claims]
    cited = _grouped(Citation.objects.filter(claim__in=ids).select_related("source__publisher").order_by("pk"))
    figures = _grouped(Quantity.objects.of(ids))
    standing = {row.claim_id: row for row in Assessment.objects.standing().filter(claim__in=ids)}
    standing |= assessments or {}
    return {claim.pk: _claim(claim, cited[claim.pk], figures[claim.pk], standing.get(claim.pk)) for claim in claims}


def bare(state: Any) -> Any:
    """Return a claim's state with keys for names: names of claimants, events and sources change beside the claim."""
    if isinstance(state, dict) and "slug" in state:
        return state["slug"]
    if isinstance(state, dict):
        return {key: bare(value) for key, value in state.items()}
    return [bare(item) for item in state] if isinstance(state, list) else state


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return found


def _claim(
    claim: Claim, citations: list[Citation], quantities: list[Quantity], assessment: Assessment | None
) -> states.ClaimState:
    order = {citation.pk: number for number, citation in enumerate(citations, start=1)}
    return {
        "reference": claim.reference,
        "kind": claim.kind,
        "position": claim.position,
        "statement": claim.statement,
        "quotation": claim.quotation,
        "original_text": claim.original_text,
        "language": claim.language,
        "asserted": claim.asserted,
        "about": claim.about,
        "publication": str(claim.publication),
        "status": str(claim.status),
        "claimant": _claimant(claim.claimant),
        "event": {"slug": claim.event.slug, "title": claim.event.title} if claim.event else None,
        "question": {"slug": claim.question.slug, "text": claim.question.text} if claim.question else None,
        "place": {"slug": claim.place.slug, "name": claim.place.name} if claim.place else None,
        "supersedes": claim.supersedes.reference if claim.supersedes else None,
        "citations": [_citation(citation, order) for citation in citations],
        "quantities": [{name: getattr(row, name) for name in QUANTITY} for row in quantities],
        "assessment": _assessment(assessment) if assessment else None,
    }


def _claimant(claimant: Claimant) -> states.ClaimantName:
    return {"slug": claimant.slug, "name": str(claimant), "stake": claimant.stake}


def _citation(citation: Citation, order: dict[int, int]) -> states.CitationState:
    source = citation.source
    return {
        "bearing": citation.bearing,
        "mode": citation.mode,
        "locator": citation.locator,
        "excerpt": citation.excerpt,
        "relayed_from": citation.relayed_from_id and order.get(citation.relayed_from_id),
        "source": {
            "slug": source.slug,
            "title": source.title,
            "url": source.url,
            "published": source.published,
            "publisher": _claimant(source.publisher) if source.publisher else None,
        },
    }


def _assessment(assessment: Assessment) -> states.AssessmentState:
    return {
        "number": assessment.number,
        "status": assessment.status,
        "credibility": assessment.credibility,
        "rationale": assessment.rationale,
        "decision_note": assessment.decision_note,
        "decided_alone": assessment.decided_alone,
    }


def link_state(link: ClaimLink) -> states.LinkState:
    return {
        "first": link.first.reference,
        "second": link.second.reference,
        "kind": str(link.kind),
        "basis": str(link.basis),
        "rationale": link.rationale,
        "state": str(link.state),
    }
