"""What a status needs before it may stand. Each rule answers with a sentence that says what is missing."""

from claims.choices import Bearing, Publication, Status
from claims.models import Claim, ClaimLink


def missing_for_status(claim, status):
    """Return the sentences that say why ``claim`` cannot bear ``status``; none when it can."""
    if status == Status.UNVERIFIED:
        return []
    if not claim.checkable:
        kind = _with_article(claim.get_kind_display())
        return [f"{claim.reference} is {kind}: it is neither true nor false and gets no verdict."]
    return [*missing_evidence(claim, status), *_incoherent(claim, status)]


def missing_for_publication(claim):
    """Return the sentences that say why ``claim`` cannot be published; none when it can."""
    if claim.publication == Publication.PUBLISHED:
        return [f"{claim.reference} is published already."]
    if not claim.citations.exists():
        return [f"{claim.reference} needs at least one citation: say where the claim was made."]
    return []


def missing_evidence(claim, status):
    """Yield the sentences that say which evidence ``status`` still needs."""
    if status in (Status.CORROBORATED, Status.VERIFIED) and not _supported_by_another(claim):
        yield (
            f"{Status(status).label} needs at least one citation that supports the claim "
            "and whose publisher is neither the claimant nor part of it."
        )
    if status == Status.REFUTED and not claim.citations.filter(bearing=Bearing.UNDERMINES).exists():
        yield "Refuted needs at least one citation that undermines the claim."


def _supported_by_another(claim):
    supports = claim.citations.filter(bearing=Bearing.SUPPORTS, source__publisher__isnull=False)
    own = claim.claimant.whole
    return any(citation.source.publisher.whole != own for citation in supports.select_related("source__publisher"))


def _incoherent(claim, status):
    if status != Status.VERIFIED:
        return
    for link in ClaimLink.objects.disputing().of(claim).select_related("first", "second"):
        other = link.other_end(claim)
        if other.status == Status.VERIFIED:
            yield f"{claim.reference} cannot hold together with {other.reference}, which is verified already."


def missing_for_link(first, second, *, disputing):
    """Return why two claims cannot be set against each other as incompatible; none when they can."""
    if disputing and first.status == second.status == Status.VERIFIED:
        return [
            f"{first.reference} and {second.reference} are both verified; they cannot be confirmed as incompatible."
        ]
    return []


def may_be_deleted(claim: Claim):
    """Tell whether a claim may be deleted: what has been public, or was judged, stays."""
    return claim.publication in (Publication.DRAFT, Publication.IN_REVIEW) and not claim.assessments.exists()


def _with_article(noun):
    return f"{'an' if noun[0] in 'AEIOU' else 'a'} {noun.lower()}"
