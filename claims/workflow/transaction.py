"""The steps that acts share: transaction and lock, permissions, refusals, ledger entries, the desk's history."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from claims.choices import Act
from claims.ledger import chain
from claims.ledger.entries import link_subject
from claims.ledger.snapshots import claim_state, link_state
from claims.models import Assessment, Claim, ClaimLink, Person
from claims.models.fields import ProseField

WRITERS_LOCK = 0x636C61696D73
#: The field that validates reasons and notes, which no model stores.
TYPED = ProseField()


@contextmanager
def write_transaction() -> Iterator[None]:
    """Open the transaction of one act, behind the writers' lock, which is taken before any row's.

    On PostgreSQL an advisory lock; on SQLite every transaction is IMMEDIATE and so already alone.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])
        yield


def locked(claim: Claim) -> Claim:
    """Return the claim as it stands, its row locked until the act ends."""
    return Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)


def enter(claim: Claim, act: Act, by: User, reason: str = "", assessment: Assessment | None = None) -> None:
    """Append to the ledger what the public reads of a claim from now on; its row may change only afterwards."""
    chain.append(
        act=act, subject=claim.reference, version=claim.version, state=claim_state(claim, assessment),
        actor=person_of(by), reason=reason,
    )  # fmt: skip


def enter_link(link: ClaimLink, act: Act, by: User, reason: str = "") -> None:
    """Append to the ledger how a link between public claims stands from now on."""
    subject = link_subject(link)
    chain.append(
        act=act, subject=subject, version=chain.next_version(subject), state=link_state(link),
        actor=person_of(by), reason=reason,
    )  # fmt: skip


def person_of(user: User) -> UUID:
    """Return the UUID under which the ledger knows a user."""
    return Person.objects.get_or_create(user=user)[0].uuid


def require(user: User, permission: str, what: str) -> None:
    """Raise PermissionDenied, naming what ``user`` may not do, without ``permission``."""
    if not user.has_perm(permission):
        raise PermissionDenied(f"{user} may not {what}.")


def require_reason(claim: Claim, reason: str) -> str:
    """Return the reason; raise ValidationError where a published claim would change without one."""
    reason = typed(reason)
    if claim.is_published and not reason:
        raise ValidationError(f"{claim.reference} is published: say why it changes.")
    return reason


def typed(words: str) -> str:
    """Return a reason or a note without the spaces around it; raise ValidationError where it cannot be on record."""
    words = words.strip()
    TYPED.run_validators(words)
    return words


def refuse(sentences: Collection[str]) -> None:
    """Raise ValidationError with the sentences, if there are any."""
    if sentences:
        raise ValidationError(list(sentences))


def record(claim: Claim, by: User, message: str) -> None:
    """Note in the desk's own history of the claim who did what."""
    LogEntry.objects.log_actions(by.pk, [claim], CHANGE, change_message=message, single_object=True)
