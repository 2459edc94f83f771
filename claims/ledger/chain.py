"""The append-only, hash-chained public record of every decision.

Each entry's body is JSON in the form of RFC 8785 and holds the previous entry's hash; ``hash = SHA-256(body)``. Numbers
are whole and below 2**53, keys are ASCII, so that form is what ``json.dumps`` writes with sorted keys and no spaces.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from claims.ledger.entries import read_entry
from claims.models import LedgerEntry
from claims.models.fields import MAX_EXACT_INTEGER

GENESIS = "0" * 64


def canonical(value: Any) -> str:
    """Return ``value`` as RFC 8785 JSON text. Raises ValueError for floats, giant integers, lone surrogates."""
    _refuse_inexact(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    text.encode()
    return text


def _refuse_inexact(value: Any) -> None:
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > MAX_EXACT_INTEGER):
        raise ValueError(f"{value!r} has no exact form in the ledger.")
    if isinstance(value, dict):
        if not all(isinstance(key, str) and key.isascii() for key in value):
            raise ValueError("Keys in the ledger are ASCII text.")
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            _refuse_inexact(item)


def digest(body: str) -> str:
    """Return the SHA-256 of a body, 64 hexadecimal digits."""
    return hashlib.sha256(body.encode()).hexdigest()


def head() -> tuple[int, str]:
    """Return the newest entry's ``(sequence, hash)``; of an empty ledger ``(0, GENESIS)``."""
    newest = LedgerEntry.objects.only("hash").newest()
    return (newest.sequence, newest.hash) if newest else (0, GENESIS)


def append(
    *, act: str, subject: str, version: int, state: Mapping[str, Any], actor: UUID, reason: str = ""
) -> LedgerEntry:
    """Append one entry inside the caller's transaction, behind the writers' lock; return it.

    ``state`` is the subject's complete public state after the act, ``actor`` a person's UUID.
    """
    sequence, previous = head()
    now = timezone.now()
    body = canonical(
        {
            "act": str(act),
            "actor": str(actor),
            "at": stamp(now),
            "previous": previous,
            "reason": reason,
            "sequence": sequence + 1,
            "state": state,
            "subject": subject,
            "version": version,
        }
    )
    return LedgerEntry.objects.create(
        sequence=sequence + 1, subject=subject, version=version, act=act, recorded_at=now, body=body,
        previous_hash=previous, hash=digest(body),
    )  # fmt: skip


def stamp(moment: datetime) -> str:
    """Say a moment in UTC to the microsecond: ``2026-11-22T08:00:00.000000Z``."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def next_version(subject: str) -> int:
    return (LedgerEntry.objects.filter(subject=subject).aggregate(last=Max("version"))["last"] or 0) + 1


def newest_states(subjects: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return ``{subject: state}`` as each subject's newest entry says: one query."""
    newest = LedgerEntry.objects.filter(subject=OuterRef("subject")).order_by("-sequence").values("sequence")[:1]
    rows = LedgerEntry.objects.filter(subject__in=subjects, sequence=Subquery(newest))
    return {entry.subject: read_entry(entry).state for entry in rows}
