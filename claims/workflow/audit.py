"""The rules that SQL cannot hold, checked again over the whole database."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from claims.choices import CHECKABLE_KINDS, VERDICTS, Status
from claims.dates import bounds, dated_fields
from claims.ledger import chain
from claims.ledger.entries import link_subject
from claims.ledger.snapshots import bare, claim_states, link_state
from claims.ledger.verification import verify
from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink, Event, LedgerEntry, Place, Source
from claims.models.base import in_chunks
from claims.models.trees import in_circles
from claims.rules.derived import Derived, derive
from claims.rules.validation import missing_evidence

Breakable = Claim | Claimant | Place | Event | Source | Citation
ROWS_PER_FETCH = 1000
DATED: tuple[type[Claim | Event | Source], ...] = (Claim, Event, Source)
#: What a claim's public state names beside the claim.
NAMED = ("claimant", "event", "question", "place", "supersedes")
#: Models whose rows lead to others of their kind.
CHAINED: tuple[type[Claimant | Place | Event | Citation | Claim], ...] = (Claimant, Place, Event, Citation, Claim)


@dataclass(frozen=True)
class Breach:
    """A rule that a row breaks. ``fix`` holds the values that mend it, where they follow from other rows."""

    row: Breakable | None
    sentence: str
    fix: dict[str, Any] | None = None

    def __str__(self) -> str:
        return f"{_name(self.row)}: {self.sentence}"


def breaches() -> Iterator[Breach]:
    """Yield every breach, a chunk of rows at a time."""
    yield from _stored_values()
    yield from _dates()
    yield from _published_without_citation()
    yield from _statuses_without_evidence()
    yield from _verdicts_on_speech_acts()
    yield from _two_verified()
    yield from _relays_across_claims()
    yield from _replacements_across_claimants()
    yield from _links_at_odds()
    yield from _circles()
    yield from _history()


def _stored_values() -> Iterator[Breach]:
    for chunk in in_chunks(Claim.objects.all(), ROWS_PER_FETCH):
        derived = derive(chunk)
        for claim in chunk:
            stored = Derived(**{field.name: getattr(claim, field.name) for field in fields(Derived)})
            if stored != derived[claim.pk]:
                right = {k: v for k, v in asdict(derived[claim.pk]).items() if v != getattr(stored, k)}
                wrong = ", ".join(f"{name} is {getattr(stored, name)}, its rows say {right[name]}" for name in right)
                yield Breach(claim, f"{wrong}.", None if claim.public_once and "status" in right else right)


def _dates() -> Iterator[Breach]:
    for model in DATED:
        rows: QuerySet[Claim | Event | Source] = model.objects.all()
        for date in dated_fields(model):
            for chunk in in_chunks(rows, ROWS_PER_FETCH):
                for row in chunk:
                    yield from _bounds_of(row, date.name, date.earliest, date.latest)


def _bounds_of(row: Claim | Event | Source, text: str, earliest: str, latest: str) -> Iterator[Breach]:
    written = getattr(row, text)
    try:
        found = bounds(written)
    except ValidationError as error:
        yield Breach(row, f"{text}: {error.messages[0]}")
        return
    if (getattr(row, earliest), getattr(row, latest)) != found:
        right = {earliest: found.earliest, latest: found.latest}
        yield Breach(row, f"the bounds of {text} “{written}” are not {found.earliest} and {found.latest}.", right)


def _published_without_citation() -> Iterator[Breach]:
    for claim in Claim.objects.published().filter(citations=None):
        yield Breach(claim, "published without a citation.")


def _statuses_without_evidence() -> Iterator[Breach]:
    statuses = (Status.CORROBORATED, Status.VERIFIED, Status.REFUTED, Status.RETRACTED)
    for claim in Claim.objects.filter(status__in=statuses).select_related("claimant").iterator(ROWS_PER_FETCH):
        for sentence in missing_evidence(claim, claim.status):
            yield Breach(claim, sentence)


def _verdicts_on_speech_acts() -> Iterator[Breach]:
    verdicts = Assessment.objects.approved().filter(status__in=VERDICTS).exclude(claim__kind__in=CHECKABLE_KINDS)
    for assessment in verdicts.select_related("claim"):
        yield Breach(assessment.claim, f"a verdict on what is not checkable ({assessment.get_status_display()}).")


def _two_verified() -> Iterator[Breach]:
    links = ClaimLink.objects.disputing().filter(first__status=Status.VERIFIED, second__status=Status.VERIFIED)
    for link in links.select_related("first", "second"):
        yield Breach(link.first, f"verified, and so is {link.second.reference}; they cannot both hold.")


def _relays_across_claims() -> Iterator[Breach]:
    for citation in Citation.objects.exclude(relayed_from__claim=F("claim")).filter(relayed_from__isnull=False):
        yield Breach(citation.claim, f"its citation of {citation.source.slug} relays from another claim’s.")


def _replacements_across_claimants() -> Iterator[Breach]:
    strangers = Claim.objects.exclude(supersedes__claimant=F("claimant")).filter(supersedes__isnull=False)
    for claim in strangers.annotate(replaced=F("supersedes__reference")):
        yield Breach(claim, f"replaces {claim.replaced} of another claimant.")


def _links_at_odds() -> Iterator[Breach]:
    """Yield confirmed links that could not be confirmed today."""
    disputing = ClaimLink.objects.disputing()
    same = Q(first=OuterRef("first"), second=OuterRef("second")) | Q(first=OuterRef("second"), second=OuterRef("first"))
    agreeing = ClaimLink.objects.confirmed().agreeing().filter(Exists(disputing.filter(same)))
    for link in agreeing.select_related("first", "second"):
        yield Breach(link.first, f"{link}, and a link says that the two cannot both hold.")
    replacing = ClaimLink.objects.confirmed().replacing().select_related("first", "second")
    for link in replacing.exclude(first__claimant=F("second__claimant")):
        yield Breach(link.first, f"a link says that it replaces {link.second.reference} of another claimant.")
    for link in replacing.filter(second__supersedes=F("first")):
        yield Breach(link.first, f"a link says that it replaces {link.second.reference}, which replaces it.")


def _circles() -> Iterator[Breach]:
    for model in CHAINED:
        field = model.parent_field
        parents = dict(model.objects.filter(**{f"{field}__isnull": False}).values_list("pk", field))
        for pk in sorted(in_circles(parents)):
            yield Breach(model.objects.get(pk=pk), f"its {field} comes back to it.")


def _history() -> Iterator[Breach]:
    """Verify the chain of the ledger; only where it is whole, compare claims and links with it."""
    bodies = LedgerEntry.objects.order_by("sequence").values_list("body", flat=True).iterator(chunk_size=2000)
    _walk, problems = verify(bodies)
    yield from (Breach(None, str(problem)) for problem in problems)
    if not problems:
        yield from _claims_beside_the_ledger()
        yield from _links_beside_the_ledger()


def _claims_beside_the_ledger() -> Iterator[Breach]:
    for chunk in in_chunks(Claim.objects.public_once().select_related(*NAMED), ROWS_PER_FETCH):
        newest = chain.newest_states([claim.reference for claim in chunk])
        for pk, state in claim_states(chunk).items():
            claim = next(claim for claim in chunk if claim.pk == pk)
            said = newest.get(claim.reference)
            if said is None:
                yield Breach(claim, "it is or was public, and the ledger does not say so.")
            elif wrong := [name for name, value in bare(said).items() if value != bare(state)[name]]:
                yield Breach(claim, f"the ledger says otherwise of its {', '.join(wrong)}.")


def _links_beside_the_ledger() -> Iterator[Breach]:
    links = list(ClaimLink.objects.public().select_related("first", "second"))
    newest = chain.newest_states([link_subject(link) for link in links])
    for link in links:
        if newest.get(link_subject(link)) != link_state(link):
            yield Breach(link.first, f"the ledger says otherwise of its link: {link}.")


def _name(row: Breakable | None) -> str:
    if row is None:
        return "ledger"
    if isinstance(row, Citation):
        return f"{row.claim.reference}, citation of {row.source.slug}"
    return row.reference if isinstance(row, Claim) else f"{row._meta.verbose_name} {row.slug}"
