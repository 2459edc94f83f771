"""Roll back an accepted batch, as a whole, unless later rows or changes depend on it.

Claims that it published are withdrawn and stay in the ledger with their evidence; claims that it changed are revised
to their old values; its links are rejected; the finding before each of its findings is made again; its other new rows
are deleted unless a withdrawn claim needs them.
"""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from claims import workflow
from claims.choices import BatchState, LinkState, RowChange, RowState
from claims.imports.accept import origins_first
from claims.imports.apply import refuse_unsupported, rewrite_link, save_plain
from claims.imports.decide import decided, record, refuse_decider, waiting_rows
from claims.imports.dependents import obstacles, recorded_row, stood_before
from claims.imports.schema import FIELDS, ORDER, PARTS, find, referred
from claims.models import Batch, BatchRow, Claim
from claims.models.base import NaturalModel

CLAIM, LINK, ASSESSMENT = "claims.claim", "claims.claimlink", "claims.assessment"


@workflow.write_transaction()
def roll_back(batch: Batch, *, by: User) -> tuple[int, int]:
    """Undo the accepted rows of a batch and reject the waiting ones; return ``(rows undone, of them still recorded)``.

    Raises ValidationError that names what depends on it, PermissionDenied where ``by`` may not decide on it.
    """
    refuse_decider(batch, by)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    rows = list(batch.rows.filter(state=RowState.ACCEPTED))
    if not rows:
        raise ValidationError("Nothing of this batch is accepted, so there is nothing to take back.")
    if found := obstacles(rows):
        raise ValidationError(found)
    kept = Retreat(batch, rows, by).all()
    for row in rows:
        decided(row, RowState.ROLLED_BACK, by)
    waiting_rows(batch).update(state=RowState.REJECTED, decided_by=by, decided_at=timezone.now())
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.ROLLED_BACK)
    record(batch, by, f"Rolled back {len(rows)} rows.")
    return len(rows), kept


class Retreat:
    """One run of ``roll_back()``: undoes accepted rows in the reverse order of acceptance."""

    def __init__(self, batch: Batch, rows: list[BatchRow], by: User) -> None:
        self.batch, self.by = batch, by
        self.rows = sorted(rows, key=lambda row: (-ORDER[row.model], -row.number))
        self.reason = f"Batch {batch.name} was rolled back."
        self.published = {row.fields["reference"] for row in rows if row.model == CLAIM and _is_new(row)}

    def all(self) -> int:
        """Undo all rows; return how many stay recorded because withdrawn claims need them."""
        for row in self._of(ASSESSMENT):
            self._follow(row)
        for row in self._of(LINK):
            self._set_aside(row)
        self._claims()
        plain = [row for row in self.rows if row.model not in {*PARTS, CLAIM, LINK, ASSESSMENT}]
        for row in plain:
            if not _is_new(row) and (recorded := recorded_row(row)):
                _restore(recorded, row)
                save_plain(recorded, stood_before(row))
        return _delete_unneeded([row for row in plain if _is_new(row)])

    def _of(self, label: str) -> list[BatchRow]:
        return [row for row in self.rows if row.model == label]

    def _follow(self, row: BatchRow) -> None:
        """Assess the claim again as it stood before, unless it is withdrawn with the batch."""
        assessment = recorded_row(row)
        if assessment.claim.reference not in self.published:
            workflow.assess(assessment.claim, rationale=self.reason, by=self.by, **stood_before(row))

    def _set_aside(self, row: BatchRow) -> None:
        link = recorded_row(row)
        if link and not _is_new(row):
            _restore(link, row)
            rewrite_link(link, self.by)
        elif link and link.state != LinkState.REJECTED:
            workflow.reject_link(link, by=self.by)

    def _claims(self) -> None:
        """Withdraw the claims that the batch published; revise each that it changed once, with all its parts."""
        for reference in sorted(self.published, reverse=True):
            claim = find(CLAIM, (reference,))
            if claim.is_published:
                workflow.withdraw(claim, by=self.by, reason=self.reason)
        changed = {row.fields["reference"]: row for row in self._of(CLAIM) if not _is_new(row)}
        parts: dict[str, list[BatchRow]] = {}
        for row in self.rows:
            if row.model in PARTS and row.fields["claim"][0] not in self.published:
                parts.setdefault(row.fields["claim"][0], []).append(row)
        for reference in sorted({*changed, *parts}):
            self._revise(reference, changed.get(reference), parts.get(reference, []))

    def _revise(self, reference: str, row: BatchRow | None, parts: list[BatchRow]) -> None:
        for part in reversed(origins_first(parts)):
            self._take_part_back(part)
        claim = find(CLAIM, (reference,))
        if row:
            _restore(claim, row)
        workflow.revise(claim, by=self.by, reason=self.reason)
        refuse_unsupported(Claim.objects.filter(pk=claim.pk))

    def _take_part_back(self, row: BatchRow) -> None:
        recorded = recorded_row(row)
        if recorded and _is_new(row):
            recorded.delete()
        elif recorded:
            _restore(recorded, row)
            recorded.save()


def _is_new(row: BatchRow) -> bool:
    return row.change == RowChange.NEW


def _restore(recorded: NaturalModel, row: BatchRow) -> None:
    """Set the old values on a recorded row and validate it."""
    for name, value in stood_before(row).items():
        field = FIELDS[row.model][name]
        if field.is_relation and value is not None:
            value = find(referred(field)._meta.label_lower, tuple(value))
        setattr(recorded, name, value)
    recorded.full_clean()


def _delete_unneeded(rows: list[BatchRow]) -> int:
    """Delete the rows that nothing refers to; return how many are left."""
    left = len(rows) + 1
    while len(rows) < left:
        left = len(rows)
        rows = [row for row in rows if not _deleted(row)]
    return left


def _deleted(row: BatchRow) -> bool:
    recorded = recorded_row(row)
    try:
        if recorded:
            recorded.delete()
    except ProtectedError:
        return False
    return True
