from datetime import datetime
from typing import NamedTuple

from django.shortcuts import get_object_or_404, redirect, render

from claims.choices import OPPOSING_KINDS, LinkKind, Status
from claims.models import Assessment, Claim, ClaimLink
from claims.provenance import origin_chains

#: How a link reads from the claim that it begins at, and from the one that it ends at.
READINGS = {
    LinkKind.CONTRADICTS: ("Contradicts", "Contradicts"),
    LinkKind.DENIES: ("Denies", "Denied by"),
    LinkKind.CORROBORATES: ("Corroborates", "Corroborates"),
    LinkKind.QUALIFIES: ("Qualifies", "Qualified by"),
    LinkKind.REPEATS: ("Repeats", "Repeated by"),
    LinkKind.SUPERSEDES: ("Replaces", "Replaced by"),
}


class Relation(NamedTuple):
    """A link as it reads from one of its claims and from the other, and that other claim."""

    link: ClaimLink
    reading: str
    theirs: str
    other: Claim

    @property
    def opposing(self):
        return self.link.kind in OPPOSING_KINDS


class Change(NamedTuple):
    """One decision on a claim: its publication, a finding that follows another, or a link."""

    at: datetime
    finding: Assessment | None = None
    before: str = ""
    relation: Relation | None = None


def relation(link, claim):
    """Return how ``link`` reads from ``claim``."""
    forth, back = READINGS[link.kind]
    if link.kind == LinkKind.CONTRADICTS and not link.disputing:
        forth = back = "Differs from"
    if link.first_id != claim.pk:
        forth, back = back, forth
    return Relation(link, forth, back, link.other_end(claim))


def history(claim, findings, relations):
    """Return what the public may know of how a claim's record changed, newest first."""
    earlier = [finding.status for finding in findings[1:]] + [Status.UNVERIFIED]
    changes = [Change(claim.published_at)]
    changes += [Change(finding.decided_at, finding, before) for finding, before in zip(findings, earlier, strict=False)]
    changes += [Change(each.link.reviewed_at, relation=each) for each in relations]
    return sorted(changes, key=lambda change: change.at, reverse=True)


def claim(request, reference):
    """Show one published claim, what stands against it and behind it, and what editors concluded."""
    if reference != reference.upper():
        return redirect("claims:claim", reference.upper(), permanent=True)
    related = ("claimant", "event", "question__event", "place__part_of", "supersedes__claimant")
    claim = get_object_or_404(Claim.objects.published().select_related(*related), reference=reference)
    relations = [relation(link, claim) for link in ClaimLink.objects.public().of(claim).for_reading()]
    findings = list(claim.assessments.approved().order_by("-decided_at", "-number")) if claim.checkable else []
    citations = list(claim.citations.for_reading())
    origins, loose = origin_chains(citations)
    context = {
        "claim": claim,
        "finding": findings[0] if findings else None,
        "contradictions": [each for each in relations if each.link.disputing],
        "differences": [each for each in relations if each.opposing and not each.link.disputing],
        "connections": [each for each in relations if not each.opposing],
        "settling": claim.question.would_settle.splitlines() if claim.question else [],
        "citations": citations,
        "origins": origins,
        "loose": loose,
        "quantities": claim.quantities.all(),
        "history": history(claim, findings, relations),
        "replaces": claim.supersedes if claim.supersedes and claim.supersedes.is_published else None,
        "replaced_by": claim.superseded_by.published().select_related("claimant"),
        "address": request.build_absolute_uri(claim.get_absolute_url()),
    }
    return render(request, "claims/claim_detail.html", context)
