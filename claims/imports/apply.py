"""Save one accepted row: claims, links and findings through workflow."""

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
    """Save a place, claimant, event, source or question, and recount claims that depend on it.

    Raises ValidationError where a standing verdict would lose its evidence.
    """
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
    """Raise ValidationError where a standing verdict on one of ``claims`` lacks its evidence."""
    if refusals := unsupported(claims):
        raise ValidationError(refusals)


def save_new_claim(claim: Claim, batch: Batch) -> None:
    """Save a new claim as in review; its citations follow."""
    claim.publication = Publication.IN_REVIEW
    claim.created_by = batch.loaded_by
    claim.save()


def save_link(link: ClaimLink, change: str, batch: Batch, by: User) -> None:
    """Save and confirm a new link, or rewrite a recorded one."""
    if change == RowChange.NEW:
        link.origin, link.proposed_by, link.proposed_at = LinkOrigin.LOADED, batch.loaded_by, timezone.now()
        link.save()
        workflow.confirm_link(link, by=by)
        return
    rewrite_link(link, by)


def rewrite_link(link: ClaimLink, by: User) -> None:
    """Save the changed fields of a recorded link: reject a confirmed one first; confirm it unless it was rejected."""
    state = link.state
    if state == LinkState.CONFIRMED:
        workflow.reject_link(link, by=by)
    link.save(update_fields=list(FIELDS["claims.claimlink"]))
    if state != LinkState.REJECTED:
        workflow.confirm_link(link, by=by)


def save_assessment(assessment: Assessment, batch: Batch, by: User) -> None:
    """Save a finding as proposed by whoever loaded the batch, and approve it."""
    assessment.proposed_by, assessment.proposed_at = batch.loaded_by, timezone.now()
    assessment.save()
    workflow.approve_assessment(assessment, by=by)


def standing(claim: Claim) -> Standing:
    """Return a claim's status, and the credibility of its standing finding."""
    last = claim.assessments.standing().first()
    return {"status": claim.status, "credibility": last.credibility if last else "6"}
