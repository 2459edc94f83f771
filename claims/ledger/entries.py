"""Read what a ledger entry says: its subject and its body. The one place that knows how both are written."""

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from django.db.models import CharField, Q, Value
from django.db.models.functions import Concat

from claims.choices import Act, LinkKind
from claims.ledger.states import ClaimState, LinkState
from claims.models import ClaimLink, LedgerEntry, Person
from claims.models.claims import REFERENCE

#: The keys of a body, and the type of each value.
KEYS: dict[str, type | tuple[type, ...]] = {
    "act": str, "actor": str, "at": str, "previous": str, "reason": str, "sequence": int,
    "state": (dict, type(None)), "subject": str, "version": int,
}  # fmt: skip
_PERSON = "person"


class SubjectKind(StrEnum):
    CLAIM = "claim"
    LINK = "link"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True)
class Subject:
    """What an entry is about. ``references`` are those of the claims that it names: of a link, both ends."""

    text: str
    kind: SubjectKind = SubjectKind.OTHER
    references: tuple[str, ...] = ()
    link_kind: str = ""
    person: str = ""


@dataclass(frozen=True)
class EntryBody:
    """An entry's body."""

    sequence: int
    subject: Subject
    version: int
    act: str
    actor: str = ""
    reason: str = ""
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def claim(self) -> ClaimState | None:
        """The state of a claim; None where the entry is about anything else, or does not say it."""
        readable = self.subject.kind == SubjectKind.CLAIM and ClaimState.__required_keys__ <= self.state.keys()
        return cast(ClaimState, self.state) if readable else None

    @property
    def link(self) -> LinkState | None:
        """The state of a link; None where the entry is about anything else, or does not say it."""
        readable = self.subject.kind == SubjectKind.LINK and LinkState.__required_keys__ <= self.state.keys()
        return cast(LinkState, self.state) if readable else None

    @property
    def coherent(self) -> bool:
        """Whether the act is one on such a subject, and the state one of it."""
        if self.act in (Act.LINK, Act.UNLINK):
            return self.link is not None
        if self.act == Act.ERASE:
            return self.subject.kind == SubjectKind.PERSON
        return self.act in Act.values and self.claim is not None


def link_subject(link: ClaimLink) -> str:
    """Return the subject of a link: ``KO-013 denies KO-012``."""
    return f"{link.first.reference} {link.kind} {link.second.reference}"


#: The same as an expression over links.
LINK_SUBJECT = Concat("first__reference", Value(" "), "kind", Value(" "), "second__reference", output_field=CharField())


def person_subject(person: Person) -> str:
    return f"{_PERSON} {person.uuid}"


def read_subject(text: str) -> Subject:
    """Parse a subject; one of no known form has the kind ``OTHER``."""
    match text.split(" "):
        case [reference] if re.fullmatch(REFERENCE, reference):
            return Subject(text, SubjectKind.CLAIM, (reference,))
        case [first, kind, second] if kind in LinkKind.values and _are_references(first, second):
            return Subject(text, SubjectKind.LINK, (first, second), link_kind=kind)
        case [word, uuid] if word == _PERSON and is_uuid(uuid):
            return Subject(text, SubjectKind.PERSON, person=uuid)
    return Subject(text)


def _are_references(*words: str) -> bool:
    return all(re.fullmatch(REFERENCE, word) for word in words)


def is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def links_of(*references: str) -> Q:
    """Select the entries on links that have one of these claims at an end."""
    found = Q(pk__in=[])
    for reference in references:
        found |= Q(subject__startswith=f"{reference} ") | Q(subject__endswith=f" {reference}")
    return found


def entries_about(*references: str) -> Q:
    """Select the entries on these claims, and on links that have one of them at an end."""
    return Q(subject__in=references) | links_of(*references)


def decode(body: str) -> dict[str, Any]:
    """Return a body's keys and values. Raises ValueError, with a sentence, for what is no body of an entry."""
    try:
        decoded = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON that the ledger could have written.") from None
    if not isinstance(decoded, dict) or decoded.keys() != KEYS.keys():
        raise ValueError("it does not have the fields of an entry.")
    wrong = [name for name, kind in KEYS.items() if not isinstance(decoded[name], kind)]
    if wrong:
        raise ValueError(f"its {', '.join(wrong)} is not of the type that an entry has.")
    return decoded


def read_body(body: str) -> EntryBody:
    """Parse a body. Raises ValueError, with a sentence, for what is no body of an entry."""
    said = decode(body)
    return EntryBody(
        sequence=said["sequence"], subject=read_subject(said["subject"]), version=said["version"], act=said["act"],
        actor=said["actor"], reason=said["reason"], state=said["state"] or {},
    )  # fmt: skip


def read_entry(entry: LedgerEntry) -> EntryBody:
    """Parse the body of a stored entry; where it cannot be read, say what its columns say."""
    try:
        return read_body(entry.body)
    except ValueError:
        return EntryBody(entry.sequence, read_subject(entry.subject), entry.version, entry.act)
