"""What waits for whom at the desk."""

from django.db.models import Q

from claims.choices import Publication
from claims.models import Assessment, Claim, ClaimLink


def assessments_for(user):
    """Return the proposed assessments that ``user`` may decide on and did not propose."""
    if not user.has_perm("claims.decide_assessment"):
        return Assessment.objects.none()
    return Assessment.objects.proposed().exclude(proposed_by=user)


def links_for(user):
    """Return the suggested links that ``user`` may confirm."""
    if not user.has_perm("claims.confirm_claimlink"):
        return ClaimLink.objects.none()
    return ClaimLink.objects.suggested()


def reviews_for(user):
    """Return the claims in review that ``user`` may publish."""
    if not user.has_perm("claims.publish_claim"):
        return Claim.objects.none()
    return Claim.objects.filter(publication=Publication.IN_REVIEW)


def drafts_of(user):
    """Return the drafts that ``user`` began."""
    return Claim.objects.filter(publication=Publication.DRAFT, created_by=user)


def waiting_for(user):
    """Return the condition of claims at which ``user`` has something to do."""
    links = links_for(user)
    waiting = (
        Q(pk__in=assessments_for(user).values("claim"))
        | Q(pk__in=links.values("first"))
        | Q(pk__in=links.values("second"))
        | Q(publication=Publication.DRAFT, created_by=user)
    )
    return waiting | Q(publication=Publication.IN_REVIEW) if user.has_perm("claims.publish_claim") else waiting
