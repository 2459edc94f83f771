"""Permissions and states of decisions on batches; rejecting rows."""

from collections.abc import Collection

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from claims.choices import BatchState, RowChange, RowState
from claims.models import Batch, BatchRow
from claims.workflow import write_transaction

TO_DECIDE = (RowChange.NEW, RowChange.CHANGED)


def refuse_decider(batch: Batch, by: User) -> None:
    """Raise PermissionDenied where ``by`` may not decide on a batch."""
    if not by.has_perm("claims.decide_batch"):
        raise PermissionDenied(f"{by} may not decide on batches.")
    if settings.CLAIMS_FOUR_EYES and batch.loaded_by_id == by.pk:
        raise PermissionDenied("Whoever loaded a batch does not decide on it: ask another reviewer.")


def waiting_rows(batch: Batch) -> QuerySet[BatchRow]:
    """Return the rows of a batch that wait for a decision: new or changed."""
    return batch.rows.filter(state=RowState.WAITING, change__in=TO_DECIDE)


def decided(row: BatchRow, state: RowState, by: User) -> None:
    """Save the decision on a row."""
    row.state, row.decided_by, row.decided_at, row.reason = state, by, timezone.now(), ""
    row.save(update_fields=["state", "decided_by", "decided_at", "before", "reason"])


@write_transaction()
def reject(batch: Batch, *, by: User, rows: Collection[int] | None = None) -> int:
    """Reject the waiting rows of a batch, or those of them with ids in ``rows``; return how many.

    Raises PermissionDenied where ``by`` may not decide on it, ValidationError where no such row waits.
    """
    refuse_decider(batch, by)
    waiting = waiting_rows(_locked(batch))
    if rows is not None:
        waiting = waiting.filter(pk__in=rows)
    number = waiting.update(state=RowState.REJECTED, decided_by=by, decided_at=timezone.now())
    if not number:
        raise ValidationError("None of these rows waits any more.")
    record(batch, by, f"Rejected {number} rows.")
    settle(batch)
    return number


def settle(batch: Batch) -> None:
    """Mark a batch as decided once no row of it waits."""
    if not waiting_rows(batch).exists():
        Batch.objects.filter(pk=batch.pk, state=BatchState.IN_REVIEW).update(state=BatchState.DECIDED)
        batch.refresh_from_db()


def record(batch: Batch, by: User, message: str) -> None:
    """Add a LogEntry to the history of a batch."""
    rows = Batch.objects.filter(pk=batch.pk)
    LogEntry.objects.log_actions(by.pk, rows, CHANGE, change_message=message, single_object=True)


def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update().get(pk=batch.pk)


def locked_row(pk: int) -> BatchRow:
    """Return a row of a batch, locked (SELECT … FOR UPDATE)."""
    return BatchRow.objects.select_for_update().get(pk=pk)
