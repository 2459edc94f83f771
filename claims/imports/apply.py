"""One accepted row → the record. Claims, links and findings through workflow; every row is checked as a form would."""

from collections.abc import Iterable
from typing import TypedDict

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from claims import workflow
from claims.choices import LinkOrigin, LinkState, Publication, RowChange
from claims.imports.schema import FIELDS
from claims.models import Assessment, Batch, Claim, Claimant, ClaimLink, Source
from claims.models.base import NaturalModel
from claims.rules.validation import unsupported


class Standing(TypedDict):
    status: str
    credibility: str


def save_plain(instance: NaturalModel, changed: Iterable[str]) -> None:
    """Save a place, claimant, event, source or question; count anew what hangs on it."""
    workflow.save_named(instance)
    if isinstance(instance, Claimant) and {"stake", "part_of"} & set(changed):
        workflow.recount_around(instance)
    if isinstance(instance, Source) and "publisher" in changed:
        workflow.recount(Claim.objects.filter(citations__source=instance).distinct())
    if isinstance(instance, Claimant) and "part_of" in changed:
        refuse_unsupported(Claim.objects.hanging_on(instance))
    if isinstance(instance, Source) and "publisher" in changed:
        refuse_unsupported(Claim.objects.filter(citations__source=instance).distinct())


def refuse_unsupported(claims: QuerySet[Claim]) -> None:
    """Refuse what takes from a standing verdict the evidence that it needs."""
    if refusals := unsupported(claims):
        raise ValidationError(refusals)


def save_new_claim(claim: Claim, batch: Batch) -> None:
    """Record a claim in review, as yet without its citations."""
    claim.publication = Publication.IN_REVIEW
    claim.created_by = batch.loaded_by
    claim.save()


def save_link(link: ClaimLink, change: str, batch: Batch, by: User) -> None:
    """Suggest a new link and confirm it; set a standing one aside while its words change."""
    if change == RowChange.NEW:
        link.origin, link.proposed_by, link.proposed_at = LinkOrigin.LOADED, batch.loaded_by, timezone.now()
        link.save()
        workflow.confirm_link(link, by=by)
        return
    rewrite_link(link, by)


def rewrite_link(link: ClaimLink, by: User) -> None:
    """Save the changed words of a link that is recorded; it stands afterwards where it was not set aside before."""
    state = link.state
    if state == LinkState.CONFIRMED:
        workflow.reject_link(link, by=by)
    link.save(update_fields=list(FIELDS["claims.claimlink"]))
    if state != LinkState.REJECTED:
        workflow.confirm_link(link, by=by)


def save_assessment(assessment: Assessment, batch: Batch, by: User) -> None:
    """Propose a finding in the name of who loaded it, and approve it."""
    assessment.proposed_by, assessment.proposed_at = batch.loaded_by, timezone.now()
    assessment.save()
    workflow.approve_assessment(assessment, by=by)


def standing(claim: Claim) -> Standing:
    """Return status and credibility of the finding that stands on a claim."""
    last = claim.assessments.standing().first()
    return {"status": claim.status, "credibility": last.credibility if last else "6"}
