"""The review queue: rows that wait for a decision by a user."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timesince import timesince

from claims.choices import VERDICTS, BatchState, CorrectionState, Publication
from claims.models import Assessment, Batch, Claim, ClaimLink, CorrectionRequest

#: Most rows of the queue, and most that are fetched of each kind, the oldest.
MAX_QUEUE_ROWS = 100
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def assessments_for(user):
    """Return the proposed assessments that ``user`` may decide on; with four eyes, no verdict of their own."""
    if not user.has_perm("claims.decide_assessment"):
        return Assessment.objects.none()
    proposed = Assessment.objects.proposed()
    return proposed.exclude(proposed_by=user, status__in=VERDICTS) if settings.CLAIMS_FOUR_EYES else proposed


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


def corrections_for(user):
    """Return the open correction requests that ``user`` may answer."""
    if not user.has_perm("claims.answer_correctionrequest"):
        return CorrectionRequest.objects.none()
    return CorrectionRequest.objects.filter(state=CorrectionState.OPEN)


def batches_for(user):
    """Return the batches in review that ``user`` may decide on; with four eyes, none of their own."""
    if not user.has_perm("claims.decide_batch"):
        return Batch.objects.none()
    waiting = Batch.objects.filter(state=BatchState.IN_REVIEW)
    return waiting.exclude(loaded_by=user) if settings.CLAIMS_FOUR_EYES else waiting


def drafts_of(user):
    """Return the draft claims that ``user`` created."""
    return Claim.objects.filter(publication=Publication.DRAFT, created_by=user)


def waiting_for(user):
    """Return a ``Q`` of claims that wait for ``user``: to decide on, or their own drafts."""
    links = links_for(user)
    waiting = (
        Q(pk__in=assessments_for(user).values("claim"))
        | Q(pk__in=links.values("first"))
        | Q(pk__in=links.values("second"))
        | Q(pk__in=corrections_for(user).values("claim"))
        | Q(publication=Publication.DRAFT, created_by=user)
    )
    return waiting | Q(publication=Publication.IN_REVIEW) if user.has_perm("claims.publish_claim") else waiting


def all_for(user):
    """Return one queryset a kind of what waits for a decision by ``user``."""
    return [which(user) for which in (assessments_for, links_for, reviews_for, corrections_for, batches_for)]


@dataclass(frozen=True, order=True)
class Waiting:
    """One row of the queue. Instances sort by ``since``, the oldest first."""

    since: datetime
    kind: str
    pk: int
    title: str = field(compare=False)
    words: str = field(compare=False)
    by: object = field(compare=False)
    address: str = field(compare=False)

    @property
    def dated(self):
        return self.since != LONG_AGO

    @property
    def age(self):
        """Return the time since ``since`` in its largest unit: "3 days"."""
        return timesince(self.since, depth=1)


def queue(user):
    """Return what waits for a decision by ``user``, oldest first: at most ``MAX_QUEUE_ROWS`` rows, five queries."""
    return sorted([*_assessments(user), *_links(user), *_reviews(user), *_corrections(user), *_batches(user)])[
        :MAX_QUEUE_ROWS
    ]


def following(user, kind, pk):
    """Return the row after ``(kind, pk)`` in the queue, wrapping around; None where there is no other."""
    rows = queue(user)
    here = next((number for number, row in enumerate(rows) if (row.kind, row.pk) == (kind, pk)), -1)
    others = rows[here + 1 :] + rows[: max(here, 0)]
    return others[0] if others else None


def _oldest(rows, since):
    return rows.order_by(F(since).asc(nulls_first=True), "pk")[:MAX_QUEUE_ROWS]


def _assessments(user):
    for row in _oldest(assessments_for(user).select_related("claim", "proposed_by"), "proposed_at"):
        title = f"{row.claim.reference}: {row.claim.get_status_display()} → {row.get_status_display()}"
        address = reverse("admin:claims_assessment_decide", args=[row.pk])
        yield Waiting(
            row.proposed_at or LONG_AGO, "assessment", row.pk, title, row.claim.statement, row.proposed_by, address
        )


def _links(user):
    for row in _oldest(links_for(user).select_related("first", "second", "proposed_by"), "proposed_at"):
        address = reverse("admin:claims_claimlink_decide", args=[row.pk])
        yield Waiting(row.proposed_at or LONG_AGO, "link", row.pk, str(row), row.rationale, row.proposed_by, address)


def _reviews(user):
    for row in _oldest(reviews_for(user).select_related("claimant", "created_by"), "updated_at"):
        title = f"{row.reference}: publish what {row.claimant} says"
        address = reverse("admin:claims_claim_decide", args=[row.pk])
        yield Waiting(row.updated_at, "claim", row.pk, title, row.statement, row.created_by, address)


def _corrections(user):
    for row in _oldest(corrections_for(user).select_related("claim"), "received_at"):
        address = reverse("admin:claims_correctionrequest_answer", args=[row.pk])
        yield Waiting(row.received_at, "correction", row.pk, str(row), row.message, "a reader", address)


def _batches(user):
    for row in _oldest(batches_for(user).select_related("loaded_by"), "loaded_at"):
        address = reverse("admin:claims_batch_change", args=[row.pk])
        yield Waiting(row.loaded_at, "batch", row.pk, row.name, row.file_name, row.loaded_by, address)
