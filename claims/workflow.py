"""The only writer of publication, status, links' and assessments' states, and stored counts.

Every act names its actor by keyword, runs in one transaction behind one writers' lock, checks, writes, and records who
did it. PermissionDenied says who may; ValidationError says, in sentences, what is missing.
"""

from contextlib import contextmanager
from dataclasses import asdict
from uuid import uuid4

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from claims import ledger
from claims.choices import (
    VERDICTS,
    Act,
    AssessmentState,
    Basis,
    CorrectionState,
    LinkOrigin,
    LinkState,
    Publication,
)
from claims.derivation import derive
from claims.models import Assessment, Claim, ClaimLink, CorrectionRequest, Person
from claims.rules import (
    missing_for_answer,
    missing_for_correction,
    missing_for_link,
    missing_for_publication,
    missing_for_status,
)
from claims.states import claim_state, link_state, link_subject

#: Fields of a claim that only this module writes.
OWNED = (
    "publication",
    "published_at",
    "status",
    "contradiction_count",
    "citation_count",
    "independent_origins",
    "version",
)
WRITERS_LOCK = 0x636C61696D73
CHUNK = 1000


@contextmanager
def curation():
    """Open the transaction of one act, behind the writers' lock, which is taken before any row's.

    On PostgreSQL an advisory lock; on SQLite every transaction is IMMEDIATE and so already alone.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])
        yield


# Claims


@curation()
def revise(claim, *, by, reason=""):
    """Save the edits that ``claim`` carries, and those to what hangs on it, as its next version; counts anew."""
    _require_reason(claim, reason)
    stored = _locked(claim)
    for name in OWNED:
        setattr(claim, name, getattr(stored, name))
    claim.version += 1
    if claim.public_once:
        _enter(claim, Act.REVISE, by, reason)
    claim.save()
    recount(Claim.objects.filter(pk=claim.pk))
    if reason:
        _record(claim, by, f"Reason: {reason}")
    claim.refresh_from_db()


@curation()
def send_to_review(claim, *, by):
    """Hand a draft over for review."""
    claim = _locked(claim)
    _require(by, "claims.change_claim", "send claims to review")
    if claim.publication != Publication.DRAFT:
        raise ValidationError(f"{claim.reference} is not a draft.")
    _publication(claim, Publication.IN_REVIEW, by)
    _record(claim, by, "Sent to review.")
    return claim


@curation()
def send_back(claim, *, by, note):
    """Hand a claim in review back to its author as a draft, saying what is missing."""
    claim = _locked(claim)
    _require(by, "claims.publish_claim", "send claims back")
    if claim.publication != Publication.IN_REVIEW:
        raise ValidationError(f"{claim.reference} is not in review.")
    if not note.strip():
        raise ValidationError("Say what is missing: its author reads it.")
    _publication(claim, Publication.DRAFT, by)
    _record(claim, by, f"Sent back: {note.strip()}")
    return claim


@curation()
def publish(claim, *, by):
    """Let the public read a claim. Raises ValidationError when it has no citation."""
    claim = _locked(claim)
    _require(by, "claims.publish_claim", "publish claims")
    _refuse(missing_for_publication(claim))
    _publication(claim, Publication.PUBLISHED, by)
    for link in ClaimLink.objects.public().of(claim).select_related("first", "second"):
        _enter_link(link, Act.LINK, by)
    _record(claim, by, "Published.")
    return claim


@curation()
def withdraw(claim, *, by, reason):
    """Take a published claim out of the public's sight, saying why."""
    claim = _locked(claim)
    _require(by, "claims.publish_claim", "withdraw claims")
    if not claim.is_published:
        raise ValidationError(f"{claim.reference} is not published.")
    _require_reason(claim, reason)
    _publication(claim, Publication.WITHDRAWN, by, reason)
    _record(claim, by, f"Withdrawn: {reason}")
    return claim


# Links


@curation()
def link(first, second, *, kind, basis, rationale, by, origin=LinkOrigin.EDITOR):
    """Link two claims. Confirmed at once where ``by`` may confirm links, else suggested.

    Raises ValidationError for a claim with itself, the same pair and kind twice, a missing basis or rationale.
    """
    _require(by, "claims.add_claimlink", "link claims")
    made = ClaimLink(
        first=first, second=second, kind=kind, basis=basis, rationale=rationale.strip(), origin=origin,
        proposed_by=by, proposed_at=timezone.now(),
    )  # fmt: skip
    made.full_clean()
    made.save()
    _record(first, by, f"Linked: {made}.")
    _record(second, by, f"Linked: {made}.")
    return confirm_link(made, by=by) if by.has_perm("claims.confirm_claimlink") else made


@curation()
def confirm_link(claim_link, *, by, note=""):
    """Make a suggested link stand; incompatible claims become disputed."""
    return _decide_link(claim_link, LinkState.CONFIRMED, by, note.strip())


@curation()
def reject_link(claim_link, *, by, note=""):
    """Set a link aside; what it made disputed no longer is."""
    return _decide_link(claim_link, LinkState.REJECTED, by, note.strip())


def _decide_link(claim_link, state, by, note):
    _require(by, "claims.confirm_claimlink", "confirm or reject links")
    claim_link = (
        ClaimLink.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=claim_link.pk)
    )
    if claim_link.state == state:
        raise ValidationError(f"{claim_link} is {claim_link.get_state_display().lower()} already.")
    if state == LinkState.CONFIRMED:
        _refuse(missing_for_link(claim_link.first, claim_link.second, disputing=claim_link.disputing))
    claim_link.state, claim_link.reviewed_by, claim_link.reviewed_at = state, by, timezone.now()
    if claim_link.first.public_once and claim_link.second.public_once:
        _enter_link(claim_link, Act.LINK if state == LinkState.CONFIRMED else Act.UNLINK, by, note)
    claim_link.save(update_fields=["state", "reviewed_by", "reviewed_at"])
    recount(Claim.objects.filter(pk__in=[claim_link.first_id, claim_link.second_id]))
    for claim in (claim_link.first, claim_link.second):
        _record(claim, by, f"Link {claim_link.get_state_display().lower()}: {claim_link}. {note}".strip())
    return claim_link


# Assessments


@curation()
def assess(claim, *, status, credibility, rationale, by):
    """Record a finding. A verdict waits for a second person; any other finding of an editor stands at once.

    Raises ValidationError when the evidence does not carry the status.
    """
    _require(by, "claims.add_assessment", "assess claims")
    claim = _locked(claim)
    _refuse(missing_for_status(claim, status))
    last = claim.assessments.aggregate(last=Max("number"))["last"] or 0
    assessment = Assessment(
        claim=claim, number=last + 1, status=status, credibility=credibility, rationale=rationale.strip(),
        proposed_by=by, proposed_at=timezone.now(),
    )  # fmt: skip
    assessment.full_clean()
    assessment.save()
    if status not in VERDICTS and by.has_perm("claims.assess_claim"):
        return _decide_assessment(assessment, AssessmentState.APPROVED, by, "")
    _record(claim, by, f"Proposed: {assessment.get_status_display()}.")
    return assessment


@curation()
def approve_assessment(assessment, *, by, note=""):
    """Make a proposed assessment the claim's standing one.

    Raises PermissionDenied when ``by`` proposed it, ValidationError when the evidence does not carry its status.
    """
    _require(by, "claims.decide_assessment", "decide on assessments")
    assessment = _proposed(assessment)
    _refuse_own(assessment, by)
    _refuse(missing_for_status(assessment.claim, assessment.status))
    return _decide_assessment(assessment, AssessmentState.APPROVED, by, note)


@curation()
def reject_assessment(assessment, *, by, note):
    """Set a proposed assessment aside, saying why."""
    _require(by, "claims.decide_assessment", "decide on assessments")
    assessment = _proposed(assessment)
    _refuse_own(assessment, by)
    if not note.strip():
        raise ValidationError("Say why it is rejected.")
    return _decide_assessment(assessment, AssessmentState.REJECTED, by, note)


def _proposed(assessment):
    assessment = Assessment.objects.select_for_update(of=("self",)).select_related("claim").get(pk=assessment.pk)
    if assessment.decided:
        raise ValidationError(f"{assessment} is decided already.")
    return assessment


def _refuse_own(assessment, by):
    if settings.CLAIMS_FOUR_EYES and assessment.is_verdict and assessment.proposed_by_id == by.pk:
        raise PermissionDenied("Whoever proposed a verdict does not decide on it: ask another reviewer.")


def _decide_assessment(assessment, state, by, note):
    assessment.state, assessment.decided_by, assessment.decided_at = state, by, timezone.now()
    assessment.decided_alone = assessment.is_verdict and assessment.proposed_by_id == by.pk
    assessment.decision_note = note.strip()
    claim = assessment.claim
    public = state == AssessmentState.APPROVED and claim.public_once
    if public:
        claim.status, claim.version = assessment.status, claim.version + 1
        _enter(claim, Act.ASSESS, by, assessment.decision_note, assessment)
    assessment.save(update_fields=["state", "decided_by", "decided_at", "decided_alone", "decision_note"])
    if public:
        claim.save(update_fields=["status", "version", "updated_at"])
    recount(Claim.objects.filter(pk=claim.pk))
    _record(claim, by, f"{assessment.get_status_display()}: {assessment.get_state_display().lower()}.")
    return assessment


# Corrections


def request_correction(claim, *, message, contact=""):
    """Keep what a reader says is wrong with a published claim, for a reviewer to answer."""
    _refuse(missing_for_correction(claim, message, contact))
    return CorrectionRequest.objects.create(claim=claim, message=message.strip(), contact=contact.strip())


@curation()
def answer_correction(request, *, by, state, answer):
    """Answer a correction request, once; what was corrected on a published claim goes to its public history."""
    _require(by, "claims.answer_correctionrequest", "answer correction requests")
    request = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    _refuse(missing_for_answer(request, state, answer))
    request.state, request.answer = state, answer.strip()
    request.answered_by, request.answered_at = by, timezone.now()
    claim = _locked(request.claim)
    if state == CorrectionState.CORRECTED and claim.is_published:
        claim.version += 1
        _enter(claim, Act.CORRECT, by, request.answer)
        claim.save(update_fields=["version", "updated_at"])
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    _record(claim, by, f"Correction request: {request.get_state_display().lower()}.")
    return request


# People


@curation()
def erase_person(user):
    """Empty a person's names and lock out their user. What they decided stays, under no name; return their UUID.

    The user's row is kept, because decisions point at it: without name, address, password or rights.
    """
    person = Person.objects.get_or_create(user=user)[0]
    subject = f"person {person.uuid}"
    ledger.append(
        act=Act.ERASE, subject=subject, version=ledger.next_version(subject), state={}, actor=person.uuid
    )  # fmt: skip
    person.user, person.public_name = None, ""
    person.save(update_fields=["user", "public_name"])
    user.username, user.first_name, user.last_name, user.email = f"erased-{uuid4().hex}", "", "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    for row in (user, person):
        told = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)
        told.update(object_repr=str(row), change_message="")
    return person.uuid


# Counts


def recount(claims):
    """Store on each of ``claims`` what its rows say; return how many changed."""
    changed = 0
    ids = list(claims.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        rows = Claim.objects.filter(pk__in=ids[start : start + CHUNK])
        for pk, derived in derive(rows).items():
            values = asdict(derived)
            changed += Claim.objects.filter(pk=pk).exclude(**values).update(**values)
    return changed


@curation()
def recount_around(claimant):
    """Count anew every claim whose origins may hang on a claimant's stake or on what it is part of."""
    return recount(Claim.objects.filter(Q(claimant=claimant) | _published_by_family(claimant)).distinct())


def _published_by_family(claimant):
    family, generation = {claimant.pk}, {claimant.pk}
    while generation:
        generation = set(type(claimant).objects.filter(part_of__in=generation).values_list("pk", flat=True)) - family
        family |= generation
    return Q(claimant__in=family) | Q(citations__source__publisher__in=family)


@curation()
def mend(row, values):
    """Store on ``row`` the values that other rows say it should have."""
    type(row).objects.filter(pk=row.pk).update(**values)


# Parts of an act


def _locked(claim):
    return Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)


def _publication(claim, publication, by, reason=""):
    """Set a claim's publication, and count anew the claims that it disputes."""
    claim.publication, claim.version = publication, claim.version + 1
    if publication == Publication.PUBLISHED:
        claim.published_at = timezone.now()
    if claim.public_once:
        _enter(claim, Act.PUBLISH if claim.is_published else Act.WITHDRAW, by, reason)
    claim.save(update_fields=["publication", "version", "published_at", "updated_at"])
    neighbours = ClaimLink.objects.of(claim).filter(basis=Basis.INCOMPATIBLE).values_list("first", "second")
    recount(Claim.objects.filter(pk__in={pk for pair in neighbours for pk in pair} | {claim.pk}))


def _enter(claim, act, by, reason="", assessment=None):
    """Append to the ledger what the public reads of a claim from now on; its row may change only afterwards."""
    ledger.append(
        act=act, subject=claim.reference, version=claim.version, state=claim_state(claim, assessment),
        actor=_person(by), reason=reason.strip(),
    )  # fmt: skip


def _enter_link(link, act, by, reason=""):
    subject = link_subject(link)
    ledger.append(
        act=act, subject=subject, version=ledger.next_version(subject), state=link_state(link),
        actor=_person(by), reason=reason,
    )  # fmt: skip


def _person(user):
    return Person.objects.get_or_create(user=user)[0].uuid


def _require(user, permission, what):
    if not user.has_perm(permission):
        raise PermissionDenied(f"{user} may not {what}.")


def _require_reason(claim, reason):
    if claim.is_published and not reason.strip():
        raise ValidationError(f"{claim.reference} is published: say why it changes.")


def _refuse(sentences):
    if sentences:
        raise ValidationError(list(sentences))


def _record(claim, by, message):
    LogEntry.objects.log_actions(
        by.pk, Claim.objects.filter(pk=claim.pk), CHANGE, change_message=message, single_object=True
    )
