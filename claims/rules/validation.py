"""What a status needs before it may stand. Each rule answers with a sentence that says what is missing."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from claims.choices import VERDICTS, Bearing, CorrectionState, Mode, Publication, Status
from claims.models import Claim, ClaimLink
from claims.text.formatting import in_digits

#: How many characters a correction request and its answer may hold, and what each is called.
LONGEST_CORRECTION = {
    "message": (4000, pgettext_lazy("part of a correction", "message")),
    "contact": (200, pgettext_lazy("part of a correction", "contact")),
    "answer": (4000, pgettext_lazy("part of a correction", "answer")),
}


def missing_for_status(claim, status):
    """Return the sentences that say why ``claim`` cannot bear ``status``; none when it can."""
    if status == Status.UNVERIFIED:
        return []
    if not claim.checkable:
        kind = _with_article(claim.get_kind_display())
        return [f"{claim.reference} is {kind}: it is neither true nor false and gets no verdict."]
    return [*missing_evidence(claim, status), *_incoherent(claim, status)]


def missing_for_publication(claim):
    """Return the sentences that say why ``claim`` cannot be published; none when it can."""
    if claim.publication == Publication.PUBLISHED:
        return [f"{claim.reference} is published already."]
    if not claim.citations.exists():
        return [f"{claim.reference} needs at least one citation: say where the claim was made."]
    return []


def missing_evidence(claim, status):
    """Yield the sentences that say which evidence ``status`` still needs."""
    if status in (Status.CORROBORATED, Status.VERIFIED) and not _supported_by_another(claim):
        yield (
            f"{Status(status).label} needs at least one citation that supports the claim "
            "and whose publisher is neither the claimant nor part of it."
        )
    if status == Status.REFUTED and not claim.citations.filter(bearing=Bearing.UNDERMINES).exists():
        yield "Refuted needs at least one citation that undermines the claim."
    if status == Status.RETRACTED and not _taken_back_by_its_claimant(claim):
        yield (
            "Retracted needs at least one citation of the claimant’s own words, "
            "or whose publisher is the claimant or part of it."
        )


def unsupported(claims):
    """Return the sentences that say which of ``claims`` bear a verdict without the evidence that it needs."""
    return [
        f"{claim.reference} is {claim.get_status_display().lower()}. {sentence}"
        for claim in claims.filter(status__in=VERDICTS)
        for sentence in missing_for_status(claim, claim.status)
    ]


def _supported_by_another(claim):
    supports = claim.citations.filter(bearing=Bearing.SUPPORTS, source__publisher__isnull=False)
    own = claim.claimant.whole
    return any(citation.source.publisher.whole != own for citation in supports.select_related("source__publisher"))


def _taken_back_by_its_claimant(claim):
    citations = claim.citations.select_related("source__publisher")
    own = claim.claimant.whole
    return any(
        row.mode == Mode.OWN or (row.source.publisher and row.source.publisher.whole == own) for row in citations
    )


def _incoherent(claim, status):
    if status != Status.VERIFIED:
        return
    for link in ClaimLink.objects.disputing().of(claim).select_related("first", "second"):
        other = link.other_end(claim)
        if other.status == Status.VERIFIED:
            yield f"{claim.reference} cannot hold together with {other.reference}, which is verified already."


def missing_for_link(first, second, *, disputing):
    """Return why two claims cannot be set against each other as incompatible; none when they can."""
    if disputing and first.status == second.status == Status.VERIFIED:
        return [
            f"{first.reference} and {second.reference} are both verified; they cannot be confirmed as incompatible."
        ]
    return []


def missing_for_correction(claim, message, contact):
    """Return why a reader's correction request cannot be kept; none when it can."""
    found = [] if claim.is_published else [_("%(reference)s is not published.") % {"reference": claim.reference}]
    if not message.strip():
        found.append(_("Say what is wrong."))
    return found + _too_long("message", message) + _too_long("contact", contact)


def missing_for_answer(request, state, answer):
    """Return why a correction request cannot be answered that way; none when it can."""
    if request.state != CorrectionState.OPEN:
        return ["This correction request is answered already."]
    if state not in (CorrectionState.CORRECTED, CorrectionState.DECLINED):
        return ["Choose: corrected or declined."]
    if not answer.strip():
        return ["Say what was done, or why nothing was: the reader sees it."]
    return _too_long("answer", answer)


def _too_long(name, text):
    longest, words = LONGEST_CORRECTION[name]
    if "\x00" in text:
        return [_("The %(field)s holds a character that cannot be read.") % {"field": words}]
    if len(text.strip()) <= longest:
        return []
    return [_("The %(field)s is longer than %(longest)s characters.") % {"field": words, "longest": in_digits(longest)}]


def may_be_deleted(claim: Claim):
    """Tell whether a claim may be deleted: what has been public, or was judged, stays."""
    return claim.publication in (Publication.DRAFT, Publication.IN_REVIEW) and not claim.assessments.exists()


def _with_article(noun):
    return f"{'an' if noun[0] in 'AEIOU' else 'a'} {noun.lower()}"
