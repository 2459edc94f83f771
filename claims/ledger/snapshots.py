"""Rows → the public state that the ledger keeps of them: plain dicts, complete enough to be read without the rows."""

from collections import defaultdict

from claims.models import Assessment, Citation, Quantity

FIELDS = ("reference", "kind", "position", "statement", "quotation", "original_text", "language", "asserted", "about")
QUANTITY = ("measure", "affected", "low", "best", "high", "unit", "bound", "verbatim")


def claim_state(claim, assessment=None):
    """Return the complete public state of a claim; ``assessment`` stands in for the one that stands now."""
    return claim_states([claim], {claim.pk: assessment} if assessment else {})[claim.pk]


def claim_states(claims, assessments=None):
    """Return ``{claim id: state}``, each with citations, quantities and standing assessment: three queries."""
    ids = [claim.pk for claim in claims]
    cited = _grouped(Citation.objects.filter(claim__in=ids).select_related("source__publisher").order_by("pk"))
    figures = _grouped(Quantity.objects.filter(claim__in=ids).order_by("pk"))
    standing = {row.claim_id: row for row in Assessment.objects.standing().filter(claim__in=ids)}
    standing |= assessments or {}
    return {claim.pk: _claim(claim, cited[claim.pk], figures[claim.pk], standing.get(claim.pk)) for claim in claims}


def bare(state):
    """Return a claim's state with keys for names: names of claimants, events and sources change beside the claim."""
    if isinstance(state, dict) and "slug" in state:
        return state["slug"]
    if isinstance(state, dict):
        return {key: bare(value) for key, value in state.items()}
    return [bare(item) for item in state] if isinstance(state, list) else state


def _grouped(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return found


def _claim(claim, citations, quantities, assessment):
    order = {citation.pk: number for number, citation in enumerate(citations, start=1)}
    return {
        **{name: getattr(claim, name) for name in FIELDS},
        "publication": str(claim.publication),
        "status": str(claim.status),
        "claimant": _claimant(claim.claimant),
        "event": claim.event and {"slug": claim.event.slug, "title": claim.event.title},
        "question": claim.question and {"slug": claim.question.slug, "text": claim.question.text},
        "place": claim.place and {"slug": claim.place.slug, "name": claim.place.name},
        "supersedes": claim.supersedes and claim.supersedes.reference,
        "citations": [_citation(citation, order) for citation in citations],
        "quantities": [{name: getattr(row, name) for name in QUANTITY} for row in quantities],
        "assessment": assessment and _assessment(assessment),
    }


def _claimant(claimant):
    return {"slug": claimant.slug, "name": str(claimant), "stake": claimant.stake}


def _citation(citation, order):
    source = citation.source
    return {
        "bearing": citation.bearing,
        "mode": citation.mode,
        "locator": citation.locator,
        "excerpt": citation.excerpt,
        "relayed_from": order.get(citation.relayed_from_id),
        "source": {
            "slug": source.slug,
            "title": source.title,
            "url": source.url,
            "published": source.published,
            "publisher": source.publisher and _claimant(source.publisher),
        },
    }


def _assessment(assessment):
    names = ("number", "status", "credibility", "rationale", "decision_note", "decided_alone")
    return {name: getattr(assessment, name) for name in names}


def link_subject(link):
    """Return the name under which the ledger keeps a link: ``KO-013 denies KO-012``."""
    return f"{link.first.reference} {link.kind} {link.second.reference}"


def link_state(link):
    return {
        "first": link.first.reference,
        "second": link.second.reference,
        **{name: str(getattr(link, name)) for name in ("kind", "basis", "rationale", "state")},
    }
