"""Links: link two claims, confirm or set aside."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.choices import Act, LinkOrigin, LinkState
from claims.models import Claim, ClaimLink
from claims.rules.validation import missing_for_link
from claims.workflow.counts import recount
from claims.workflow.transaction import enter_link, record, refuse, require, typed, write_transaction


@write_transaction()
def link(
    first: Claim, second: Claim, *, kind: str, basis: str, rationale: str, by: User, origin: str = LinkOrigin.EDITOR
) -> ClaimLink:
    """Link two claims. Confirmed at once where ``by`` may confirm links, else suggested.

    Raises ValidationError for a claim with itself, the same pair and kind twice, a missing basis or rationale.
    """
    require(by, "claims.add_claimlink", "link claims")
    made = ClaimLink(
        first=first, second=second, kind=kind, basis=basis, rationale=rationale.strip(), origin=origin,
        proposed_by=by, proposed_at=timezone.now(),
    )  # fmt: skip
    made.full_clean()
    made.save()
    record(first, by, f"Linked: {made}.")
    record(second, by, f"Linked: {made}.")
    return confirm_link(made, by=by) if by.has_perm("claims.confirm_claimlink") else made


@write_transaction()
def confirm_link(claim_link: ClaimLink, *, by: User, note: str = "") -> ClaimLink:
    """Make a suggested link stand; incompatible claims become disputed."""
    return _decide_link(claim_link, LinkState.CONFIRMED, by, typed(note))


@write_transaction()
def reject_link(claim_link: ClaimLink, *, by: User, note: str = "") -> ClaimLink:
    """Set a link aside; what it made disputed no longer is."""
    return _decide_link(claim_link, LinkState.REJECTED, by, typed(note))


def _decide_link(claim_link: ClaimLink, state: LinkState, by: User, note: str) -> ClaimLink:
    require(by, "claims.confirm_claimlink", "confirm or reject links")
    claim_link = (
        ClaimLink.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=claim_link.pk)
    )
    if claim_link.state == state:
        raise ValidationError(f"{claim_link} is {claim_link.get_state_display().lower()} already.")
    if state == LinkState.CONFIRMED:
        refuse(missing_for_link(claim_link))
    claim_link.state, claim_link.reviewed_by, claim_link.reviewed_at = state, by, timezone.now()
    if claim_link.first.public_once and claim_link.second.public_once:
        enter_link(claim_link, Act.LINK if state == LinkState.CONFIRMED else Act.UNLINK, by, note)
    claim_link.save(update_fields=["state", "reviewed_by", "reviewed_at"])
    recount(Claim.objects.filter(pk__in=[claim_link.first_id, claim_link.second_id]))
    for claim in (claim_link.first, claim_link.second):
        record(claim, by, f"Link {claim_link.get_state_display().lower()}: {claim_link}. {note}".strip())
    return claim_link
