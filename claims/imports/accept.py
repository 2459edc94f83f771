"""Accept rows of a batch in the order of their dependencies; a refused row does not undo the others.

A claim is accepted with its citations and figures, as one version. Waiting rows that a row refers to are accepted
with it, except claims: each is published by its own row, so a row that needs one is refused and names it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from claims import workflow
from claims.choices import RowChange, RowState
from claims.imports.apply import refuse_unsupported, save_assessment, save_link, save_new_claim, save_plain, standing
from claims.imports.compare import Comparison, compare
from claims.imports.decide import decided, locked_row, record, refuse_decider, settle, waiting_rows
from claims.imports.schema import ORDER, PARTS, Identity, Key, find, identity, spoken
from claims.models import Batch, BatchRow, Claim

ROWS_PER_FETCH = 500
CLAIM = "claims.claim"
#: Models whose rows are accepted together with the rows that refer to them.
PLAIN = {"claims.place", "claims.claimant", "claims.event", "claims.source", "claims.question"}


@dataclass
class Decision:
    """Result of ``accept()``: the number of accepted rows, refused ones with reasons, and those decided meanwhile.

    ``meanwhile`` counts rows that another user decided on, by ``(user, state)``.
    """

    accepted: int = 0
    refusals: list[tuple[BatchRow, list[str]]] = field(default_factory=list)
    meanwhile: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def told_of_others(self) -> list[str]:
        """Return sentences about ``meanwhile``."""
        return [
            f"{who} {state} {number} of these rows meanwhile."
            for (who, state), number in sorted(self.meanwhile.items())
        ]


def accept(batch: Batch, *, by: User, rows: Collection[int] | None = None) -> Decision:
    """Accept the waiting rows of a batch, or those of them with ids in ``rows``.

    Raises PermissionDenied where ``by`` may not decide on it, ValidationError where no such row waits.
    """
    refuse_decider(batch, by)
    chosen = waiting_rows(batch)
    units = _units(chosen if rows is None else chosen.filter(pk__in=rows))
    if not units:
        raise ValidationError("None of these rows waits any more.")
    acceptance = Acceptance(batch, by)
    for unit in units:
        acceptance.decide(unit)
    acceptance.decision.accepted = len(acceptance.own)
    if acceptance.decision.accepted:
        record(batch, by, f"Accepted {acceptance.decision.accepted} rows.")
    settle(batch)
    return acceptance.decision


def _units(rows: QuerySet[BatchRow]) -> list[list[int]]:
    """Return the ids of rows in units to accept together, in order: a claim with its parts, any other row alone."""
    places = sorted((_place(row), row.pk) for row in rows.iterator(chunk_size=ROWS_PER_FETCH))
    later = {place[1] for place, _pk in places if place[3]}
    places.sort(key=lambda pair: (pair[0][0], pair[0][1] in later, pair[0][1], pair[0][2]))
    return [[pk for _place, pk in unit] for _same, unit in groupby(places, key=lambda pair: pair[0][:2])]


def _place(row: BatchRow) -> tuple[int, str, int, bool]:
    """Return a row's sort key: order of its model, its unit, its number, whether it supersedes another claim."""
    if in_claim(row):
        return ORDER[CLAIM], row_claim(row), row.number, bool(row.fields.get("supersedes"))
    return ORDER[row.model], f"{row.number:09}", row.number, False


def in_claim(row: BatchRow) -> bool:
    """Return whether a row is a claim, or a part of one."""
    return row.model == CLAIM or row.model in PARTS


def row_claim(row: BatchRow) -> str:
    """Return the reference of the claim that a row is, or is a part of."""
    return str(row.fields["reference"] if row.model == CLAIM else row.fields["claim"][0])


class Acceptance:
    """One run of ``accept()``: state shared by its rows."""

    def __init__(self, batch: Batch, by: User) -> None:
        self.batch, self.by = batch, by
        self.reason = f"Batch {batch.name}"
        self.decision = Decision()
        self.own: list[int] = []
        self.under_way: set[Identity] = set()
        self.outdated: dict[int, Comparison] = {}

    def decide(self, ids: Iterable[int]) -> None:
        """Accept the rows of one unit in a transaction of its own; record refusals in ``decision``."""
        noted, own = len(self.decision.refusals), len(self.own)
        unit: list[BatchRow] = []
        try:
            with workflow.write_transaction():
                unit = list(waiting_rows(self.batch).filter(pk__in=ids).order_by("number"))
                self._note_others(set(ids) - {row.pk for row in unit})
                if unit and in_claim(unit[0]):
                    self._claim(row_claim(unit[0]), unit)
                elif unit:
                    self._row(unit[0])
        except (ValidationError, PermissionDenied) as error:
            del self.own[own:]
            del self.decision.refusals[noted:]
            self.decision.refusals += [(row, sentences(error)) for row in unit]
        for row, reasons in self.decision.refusals[noted:]:
            waiting_rows(self.batch).filter(pk=row.pk).update(reason="\n".join(reasons))
        for pk, found in self.outdated.items():
            BatchRow.objects.filter(pk=pk).update(change=found.change, differences=found.differences)
        self.outdated = {}

    def _note_others(self, ids: set[int]) -> None:
        """Count the rows that another user decided on meanwhile."""
        if not ids:
            return
        others = self.batch.rows.filter(pk__in=ids).exclude(state=RowState.WAITING).exclude(decided_by=self.by)
        for row in others.select_related("decided_by"):
            self.decision.meanwhile[str(row.decided_by or "Somebody"), row.get_state_display().lower()] += 1

    def _row(self, row: BatchRow) -> None:
        """Accept a row that is no claim and no part of one."""
        row = self._still_waiting(row)
        found = self._compared(row)
        if row.model in PLAIN:
            save_plain(found.instance, found.differences)
        elif row.model == "claims.claimlink":
            save_link(found.instance, found.change, self.batch, self.by)
        else:
            row.before = standing(found.instance.claim)
            save_assessment(found.instance, self.batch, self.by)
        self._accepted(row, found)

    def _claim(self, reference: str, rows: list[BatchRow]) -> None:
        """Accept a new claim with all its parts and publish it; revise a recorded one with the chosen rows."""
        recorded = find(CLAIM, (reference,))
        own = [row for row in rows if row.model == CLAIM]
        if recorded is None:
            if not own:
                raise ValidationError(f"{reference} is not recorded yet. Accept its row, and this one goes with it.")
            claim = self._new_claim(own[0])
            self._parts(waiting_rows(self.batch).filter(model__in=PARTS, key__startswith=f"{reference}, "))
            workflow.publish(claim, by=self.by)
            return
        accepted = self._parts([row for row in rows if row.model != CLAIM])
        changed = self._changed_claim(own[0]) if own else None
        if changed or accepted:
            workflow.revise(changed or recorded, by=self.by, reason=self.reason)
            refuse_unsupported(Claim.objects.filter(pk=recorded.pk))

    def _new_claim(self, row: BatchRow) -> Claim:
        row = self._still_waiting(row)
        found = self._compared(row)
        save_new_claim(found.instance, self.batch)
        self._accepted(row, found)
        claim: Claim = found.instance
        return claim

    def _changed_claim(self, row: BatchRow) -> Claim | None:
        try:
            row = self._still_waiting(row)
            found = self._compared(row)
        except ValidationError as error:
            self.decision.refusals.append((row, sentences(error)))
            return None
        self._accepted(row, found)
        claim: Claim = found.instance
        return claim

    def _parts(self, rows: Iterable[BatchRow]) -> int:
        """Accept citations and figures, origins before their relays; return how many."""
        accepted = 0
        for row in origins_first(rows):
            own = len(self.own)
            try:
                with transaction.atomic():
                    row = self._still_waiting(row)
                    found = self._compared(row)
                    found.instance.save()
                    self._accepted(row, found)
                    accepted += 1
            except ValidationError as error:
                del self.own[own:]
                self.decision.refusals.append((row, sentences(error)))
        return accepted

    def _still_waiting(self, row: BatchRow) -> BatchRow:
        row = locked_row(row.pk)
        if row.state != RowState.WAITING:
            raise ValidationError("It is decided already.")
        return row

    def _compared(self, row: BatchRow) -> Comparison:
        """Compare a row with the database again. Raises ValidationError where the comparison has changed."""
        found = compare(row.model, row.fields)
        for label, key in found.missing.values():
            self._bring_along(label, key)
        if found.missing:
            found = compare(row.model, row.fields)
        if found.reasons:
            raise ValidationError(found.reasons)
        if (found.change, found.differences) != (row.change, row.differences):
            self.outdated[row.pk] = found
            raise ValidationError(
                "The record has changed since the file was loaded. The row shows anew what it would do: look again."
            )
        return found

    def _bring_along(self, label: str, key: Key) -> None:
        name = identity(label, key)
        row = waiting_rows(self.batch).filter(model=label, key=name[1], change=RowChange.NEW).first()
        what = f"{label.removeprefix('claims.')} {spoken(label, key)}"
        if row is None:
            raise ValidationError(f"It rests on {what}, which is not recorded.")
        if label not in PLAIN:
            raise ValidationError(f"It rests on {what}, which waits in this batch: accept that first.")
        if name in self.under_way:
            raise ValidationError(f"It rests on {what}, which rests on it.")
        self.under_way.add(name)
        try:
            self._row(row)
        finally:
            self.under_way.discard(name)

    def _accepted(self, row: BatchRow, found: Comparison) -> None:
        if found.change == RowChange.CHANGED:
            row.before = {name: stood for name, (stood, _new) in found.differences.items()}
        decided(row, RowState.ACCEPTED, self.by)
        self.own.append(row.pk)


def sentences(error: ValidationError | PermissionDenied) -> list[str]:
    """Return the messages of a ValidationError or PermissionDenied."""
    return error.messages if isinstance(error, ValidationError) else [str(error)]


def origins_first(rows: Iterable[BatchRow]) -> list[BatchRow]:
    """Order rows so that each citation comes after the one that it relays from."""
    rows = list(rows)
    known = {row.key: row for row in rows}
    return sorted(rows, key=lambda row: (_steps(row, known), row.number))


def _steps(row: BatchRow | None, known: Mapping[str, BatchRow]) -> int:
    """Count the relays from a citation to its origin within ``known``; stop at a circle."""
    steps = 0
    while row and steps < len(known) and (origin := row.fields.get("relayed_from")):
        row, steps = known.get(spoken("claims.citation", origin)), steps + 1
    return steps
