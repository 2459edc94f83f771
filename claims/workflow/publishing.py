"""Claims: revise, send to review, send back, publish, withdraw."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.choices import Act, Publication
from claims.models import Claim, ClaimLink
from claims.models.claims import WORKFLOW_FIELDS
from claims.rules.validation import missing_for_claimant, missing_for_publication, missing_for_relays
from claims.workflow.counts import recount
from claims.workflow.transaction import (
    enter,
    enter_link,
    locked,
    record,
    refuse,
    require,
    require_reason,
    typed,
    write_transaction,
)


@write_transaction()
def revise(claim: Claim, *, by: User, reason: str = "") -> None:
    """Save the edits that ``claim`` carries, and those to what hangs on it, as its next version; counts anew."""
    reason = require_reason(claim, reason)
    stored = locked(claim)
    refuse([*missing_for_relays(claim), *missing_for_claimant(claim, claim.claimant)])
    for name in WORKFLOW_FIELDS:
        setattr(claim, name, getattr(stored, name))
    claim.version += 1
    if claim.public_once:
        enter(claim, Act.REVISE, by, reason)
    claim.save()
    recount(Claim.objects.filter(pk=claim.pk))
    if reason:
        record(claim, by, f"Reason: {reason}")
    claim.refresh_from_db()


@write_transaction()
def send_to_review(claim: Claim, *, by: User) -> Claim:
    """Hand a draft over for review."""
    claim = locked(claim)
    require(by, "claims.change_claim", "send claims to review")
    if claim.publication != Publication.DRAFT:
        raise ValidationError(f"{claim.reference} is not a draft.")
    _publication(claim, Publication.IN_REVIEW, by)
    record(claim, by, "Sent to review.")
    return claim


@write_transaction()
def send_back(claim: Claim, *, by: User, note: str) -> Claim:
    """Hand a claim in review back to its author as a draft, saying what is missing."""
    claim = locked(claim)
    require(by, "claims.publish_claim", "send claims back")
    if claim.publication != Publication.IN_REVIEW:
        raise ValidationError(f"{claim.reference} is not in review.")
    note = typed(note)
    if not note:
        raise ValidationError("Say what is missing: its author reads it.")
    _publication(claim, Publication.DRAFT, by)
    record(claim, by, f"Sent back: {note}")
    return claim


@write_transaction()
def publish(claim: Claim, *, by: User) -> Claim:
    """Let the public read a claim. Raises ValidationError when it has no citation, or they relay in a circle."""
    claim = locked(claim)
    require(by, "claims.publish_claim", "publish claims")
    refuse(missing_for_publication(claim))
    _publication(claim, Publication.PUBLISHED, by)
    for link in ClaimLink.objects.public().of(claim).for_ledger():
        enter_link(link, Act.LINK, by)
    record(claim, by, "Published.")
    return claim


@write_transaction()
def withdraw(claim: Claim, *, by: User, reason: str) -> Claim:
    """Take a published claim out of the public's sight, saying why."""
    claim = locked(claim)
    require(by, "claims.publish_claim", "withdraw claims")
    if not claim.is_published:
        raise ValidationError(f"{claim.reference} is not published.")
    reason = require_reason(claim, reason)
    _publication(claim, Publication.WITHDRAWN, by, reason)
    record(claim, by, f"Withdrawn: {reason}")
    return claim


def _publication(claim: Claim, publication: Publication, by: User, reason: str = "") -> None:
    """Set a claim's publication, and count anew the claims that it disputes."""
    claim.publication, claim.version = publication, claim.version + 1
    if publication == Publication.PUBLISHED:
        claim.published_at = timezone.now()
    if claim.public_once:
        enter(claim, Act.PUBLISH if claim.is_published else Act.WITHDRAW, by, reason)
    claim.save(update_fields=["publication", "version", "published_at", "updated_at"])
    neighbours = ClaimLink.objects.of(claim).incompatible().values_list("first", "second")
    recount(Claim.objects.filter(pk__in={pk for pair in neighbours for pk in pair} | {claim.pk}))
