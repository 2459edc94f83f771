"""What a status needs before it may stand. Each rule answers with a sentence that says what is missing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Field, Model, Q, QuerySet, TextField
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from claims.choices import VERDICTS, Bearing, CorrectionState, LinkKind, Mode, Status
from claims.models import Citation, Claim, Claimant, ClaimLink, CorrectionRequest
from claims.models.trees import in_circles
from claims.rules.derived import evidence
from claims.rules.provenance import supports_apart
from claims.text.formatting import in_digits

#: What the texts of a correction request are called.
TEXTS = {
    "message": pgettext_lazy("part of a correction", "message"),
    "contact": pgettext_lazy("part of a correction", "contact"),
    "answer": pgettext_lazy("part of a correction", "answer"),
}


def missing_for_status(claim: Claim, status: str) -> list[str]:
    """Return the sentences that say why ``claim`` cannot bear ``status``; none when it can."""
    if status == Status.UNVERIFIED:
        return []
    if not claim.checkable:
        kind = _with_article(claim.get_kind_display())
        return [f"{claim.reference} is {kind}: it is neither true nor false and gets no verdict."]
    return [*missing_evidence(claim, status), *_incoherent(claim, status)]


def missing_for_publication(claim: Claim) -> list[str]:
    """Return the sentences that say why ``claim`` cannot be published; none when it can."""
    if claim.is_published:
        return [f"{claim.reference} is published already."]
    citations = list(claim.citations.all())
    if not citations:
        return [f"{claim.reference} needs at least one citation: say where the claim was made."]
    rows = (claim, *citations, *claim.quantities.all())
    return [*_in_a_circle(claim, citations), *(sentence for row in rows for sentence in _unfit_row(row))]


def missing_for_relays(claim: Claim) -> list[str]:
    """Return why the citations of a claim cannot relay from each other as they do; none when they can."""
    return _in_a_circle(claim, claim.citations.filter(relayed_from__isnull=False).select_related("source"))


def _in_a_circle(claim: Claim, citations: Iterable[Citation]) -> list[str]:
    circle = in_circles({cited.pk: cited.relayed_from_id for cited in citations if cited.relayed_from_id})
    if not circle:
        return []
    sources = ", ".join(cited.source.title for cited in citations if cited.pk in circle)
    return [f"{claim.reference}: citations relay from each other in a circle: {sources}."]


def _unfit_row(row: Model) -> Iterator[str]:
    """Yield what the fields of a row say against its texts: one that was loaded past every form is checked here."""
    for field in row._meta.concrete_fields:
        if isinstance(field, CharField | TextField):
            for sentence in _unfit(field, getattr(row, field.name)):
                yield f"{field.verbose_name}: {sentence}"


def missing_evidence(claim: Claim, status: str) -> Iterator[str]:
    """Yield the sentences that say which evidence ``status`` still needs."""
    if status in (Status.CORROBORATED, Status.VERIFIED) and not _supported_by_another(claim):
        yield (
            f"{Status(status).label} needs at least one citation that supports the claim "
            "out of its own reporting, and whose publisher is neither the claimant nor part of it."
        )
    if status == Status.REFUTED and not claim.citations.filter(bearing=Bearing.UNDERMINES).exists():
        yield "Refuted needs at least one citation that undermines the claim."
    if status == Status.RETRACTED and not _taken_back_by_its_claimant(claim):
        yield (
            "Retracted needs at least one citation of the claimant’s own words, "
            "or whose publisher is the claimant or part of it."
        )


def unsupported(claims: QuerySet[Claim]) -> list[str]:
    """Return the sentences that say which of ``claims`` bear a verdict without the evidence that it needs."""
    return [
        f"{claim.reference} is {claim.get_status_display().lower()}. {sentence}"
        for claim in claims.filter(status__in=VERDICTS)
        for sentence in missing_for_status(claim, claim.status)
    ]


def _supported_by_another(claim: Claim) -> bool:
    own, citations = evidence([claim])[claim.pk]
    return any(supports_apart(own, cited) for cited in citations)


def _taken_back_by_its_claimant(claim: Claim) -> bool:
    own, citations = evidence([claim])[claim.pk]
    return any(
        cited.mode == Mode.OWN or (cited.publisher is not None and cited.publisher.whole == own.whole)
        for cited in citations
    )


def _incoherent(claim: Claim, status: str) -> Iterator[str]:
    if status != Status.VERIFIED:
        return
    for link in ClaimLink.objects.disputing().of(claim).select_related("first", "second"):
        other: Claim = link.other_end(claim)
        if other.status == Status.VERIFIED:
            yield f"{claim.reference} cannot hold together with {other.reference}, which is verified already."


def missing_for_link(link: ClaimLink) -> list[str]:
    """Return why a link cannot be confirmed; none when it can."""
    return [*_both_verified(link), *_at_odds(link), *_not_replacing(link)]


def _both_verified(link: ClaimLink) -> Iterator[str]:
    first, second = link.first, link.second
    if link.disputing and first.status == second.status == Status.VERIFIED:
        yield f"{first.reference} and {second.reference} are both verified; they cannot be confirmed as incompatible."


def _at_odds(link: ClaimLink) -> Iterator[str]:
    for other in ClaimLink.objects.at_odds_with(link).select_related("first", "second"):
        yield (
            f"It stands already that {other}. Two claims that cannot both hold do not corroborate or repeat "
            "each other: set that link aside first."
        )


def _not_replacing(link: ClaimLink) -> Iterator[str]:
    first, second = link.first, link.second
    if link.kind != LinkKind.SUPERSEDES:
        return
    if first.claimant_id != second.claimant_id:
        yield f"{first.reference} and {second.reference} are of two claimants: a claim replaces one of the same only."
    if first.pk in _replaced_by(second):
        yield f"{second.reference} replaces {first.reference} already: of two claims one replaces the other."


def _replaced_by(claim: Claim) -> set[int]:
    """Return the ids of all that a claim replaces, by what it says or by confirmed links: two queries a step."""
    reached: set[int] = set()
    left = {claim.pk}
    while left:
        links = ClaimLink.objects.confirmed().replacing().filter(first__in=left)
        older = set(Claim.objects.filter(superseded_by__in=left).values_list("pk", flat=True))
        left = older.union(links.values_list("second", flat=True)) - reached
        reached |= left
    return reached


def missing_for_claimant(claim: Claim, claimant: Claimant | None) -> list[str]:
    """Return why a claim cannot be ``claimant``'s: what it replaces and what replaces it is of one claimant."""
    links, found = ClaimLink.objects.confirmed().replacing(), []
    newer = Q(supersedes=claim) | Q(pk__in=links.filter(second=claim).values("first"))
    if Claim.objects.filter(newer).exclude(claimant=claimant).exists():
        found.append("A later claim of the present claimant replaces this one: change that one first.")
    if links.filter(first=claim).exclude(second__claimant=claimant).exists():
        found.append("A link says that this claim replaces one of the present claimant: set that link aside first.")
    return found


def missing_for_correction(claim: Claim, message: str, contact: str) -> list[str]:
    """Return why a reader's correction request cannot be kept; none when it can."""
    found = [] if claim.is_published else [_("%(reference)s is not published.") % {"reference": claim.reference}]
    if not message.strip():
        found.append(_("Say what is wrong."))
    return found + _unfit_correction("message", message) + _unfit_correction("contact", contact)


def missing_for_answer(request: CorrectionRequest, state: str, answer: str) -> list[str]:
    """Return why a correction request cannot be answered that way; none when it can."""
    if request.state != CorrectionState.OPEN:
        return ["This correction request is answered already."]
    if state not in (CorrectionState.CORRECTED, CorrectionState.DECLINED):
        return ["Choose: corrected or declined."]
    if not answer.strip():
        return ["Say what was done, or why nothing was: the reader sees it."]
    return _unfit_correction("answer", answer)


def _unfit_correction(name: str, text: str) -> list[str]:
    """Return why a text of a correction request cannot be kept: too long, or what its field says of its characters."""
    field: Any = CorrectionRequest._meta.get_field(name)
    text = text.strip()
    if len(text) > field.max_length:
        said = {"field": TEXTS[name], "longest": in_digits(field.max_length)}
        return [_("The %(field)s is longer than %(longest)s characters.") % said]
    return _unfit(field, text)


def _unfit(field: "Field[str, str]", text: str) -> list[str]:
    """Return what a field says against a text: its length, its characters."""
    try:
        field.run_validators(text)
    except ValidationError as refusal:
        return refusal.messages
    return []


def may_be_deleted(claim: Claim) -> bool:
    """Tell whether a claim may be deleted: what has been public, or was judged, stays."""
    return not claim.public_once and not claim.assessments.exists()


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'AEIOU' else 'a'} {noun.lower()}"
