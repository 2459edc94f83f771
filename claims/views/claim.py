"""Detail view of a claim: as of now, as of a past moment, withdrawn (410) or not published yet (404)."""

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render

from claims.api.jsonld import Publisher, claim_page
from claims.choices import Act, CorrectionState, LinkState
from claims.ledger import history as past
from claims.ledger.entries import link_subject, read_entry
from claims.models import Claim, ClaimLink, LedgerEntry
from claims.rules.provenance import IndependenceGroup, origin_chains
from claims.selectors.as_of import asked_moment, changed_days
from claims.selectors.changes import history
from claims.views.sections.provenance import chains_of, groups_today

RELATED = ("claimant", "event", "question__event", "place__part_of", "supersedes__claimant")


class Relation(NamedTuple):
    """A link seen from one of its claims: its wording from there and from the other end, and the other claim."""

    link: ClaimLink
    reading: str
    theirs: str
    other: Claim


def relation(link, claim):
    """Return the ``Relation`` of ``link`` seen from ``claim``."""
    other = link.other_end(claim)
    return Relation(link, link.reading_from(claim), link.reading_from(other), other)


@dataclass
class Reading:
    """A claim with its related rows, from the tables or rebuilt from the ledger."""

    claim: Claim
    finding: object
    relations: list[Relation]
    citations: list
    quantities: list
    replaces: Claim | None
    replaced_by: list[Claim]
    groups: dict[str, IndependenceGroup]

    @property
    def context(self):
        origins, loose = origin_chains(self.citations)
        return {
            **vars(self),
            "origins": origins,
            "loose": loose,
            "contradictions": [each for each in self.relations if each.link.disputing],
            "differences": [each for each in self.relations if each.link.differing],
            "connections": [each for each in self.relations if not each.link.opposing],
        }


def claim(request, reference):
    """Show a published claim with its links, citations, quantities and finding. Other than upper case redirects."""
    if reference != reference.upper():
        return redirect("claims:claim", reference.upper(), permanent=True)
    stored = Claim.objects.public_once().select_related(*RELATED).filter(reference=reference).first()
    if stored is None:
        raise Http404
    if stored.is_withdrawn:
        return withdrawn(request, stored)
    asked = asked_moment(request.GET)
    reading = _then(stored, asked.moment) if asked.moment else _now(stored)
    if reading is None:
        return absent(request, stored, asked)
    until = asked.moment.until if asked.moment else None
    links = _decided_links(stored)
    changed, more = history(stored, links, until)
    for change in changed:
        change.relation = relation(change.link, stored) if change.link else None
    address = request.build_absolute_uri(stored.get_absolute_url())
    shown = reading.context
    context = {
        **shown,
        **chains_of(reading.claim, reading.citations, shown["origins"], shown["loose"], reading.groups),
        **asked.context,
        "settling": stored.question.would_settle.splitlines() if stored.question and not asked.moment else [],
        "days": changed_days([stored.reference, *map(link_subject, links)]),
        "history": changed,
        "more_history": more,
        "corrections": _answered(stored, asked.moment),
        "cited": changed[0].entry if changed else None,
        "address": address,
        "linked": None if asked.moment else _linked(request, reading),
    }
    return render(request, "claims/claim_detail.html", context, status=asked.status)


def _linked(request, reading):
    """Return the page's JSON-LD; its URL has no language prefix, so it is the same in every language."""
    site = request.build_absolute_uri(request.mount)
    publisher = Publisher(settings.SITE_NAME, site, settings.DATA_LICENCE_URL)
    address = site + request.path_info.removeprefix("/")
    return claim_page(reading.claim, reading.finding, reading.citations, address, publisher)


def _now(claim):
    links = ClaimLink.objects.public().of(claim).for_reading()
    finding = claim.assessments.standing().first() if claim.checkable else None
    if finding:
        finding.by_two = finding.proposed_by_id != finding.decided_by_id
    citations = list(claim.citations.for_reading())
    return Reading(
        claim,
        finding,
        [relation(link, claim) for link in links],
        citations,
        claim.quantities.all(),
        claim.supersedes if claim.supersedes and claim.supersedes.is_published else None,
        claim.superseded_by.published().select_related("claimant"),
        groups_today(claim, citations),
    )


def _then(claim, moment):
    """Return the ``Reading`` of ``claim`` as of a moment, from the ledger; None where it was not published."""
    found = past.rebuild_claims(past.published_entries(moment, [claim.reference]))
    if not found:
        return None
    stood = found[claim.reference]
    relations = [relation(link, stood) for link in past.rebuild_links(found, moment)]
    finding = stood.stood_finding if stood.checkable else None
    if finding:
        finding.decided_at = _decided_at(claim, finding, moment)
    nearby = [stood.stood_superseding, *claim.superseded_by.public_once().values_list("reference", flat=True)]
    near = past.rebuild_claims(past.published_entries(moment, [reference for reference in nearby if reference]))
    newer = [each for each in near.values() if each.stood_superseding == claim.reference]
    return Reading(
        stood, finding, relations, stood.stood_citations, stood.stood_quantities,
        near.get(stood.stood_superseding), newer, stood.stood_groups,
    )  # fmt: skip


def _decided_at(claim, finding, moment):
    """Return when a finding first appears in the ledger: its decision, or the publication of the claim with it."""
    entries = past.with_json(LedgerEntry.objects.filter(subject=claim.reference, sequence__lte=moment.until))
    first = entries.filter(**{"json__state__assessment__number": finding.number}).order_by("sequence")
    return first.values_list("recorded_at", flat=True).first()


def _decided_links(claim):
    """Return the decided links between a claim and other published claims, for its history."""
    links = ClaimLink.objects.of(claim).exclude(state=LinkState.SUGGESTED).for_reading()
    return list(links.between_published())


def _answered(claim, moment):
    answered = claim.corrections.exclude(state=CorrectionState.OPEN).order_by("-answered_at")
    return answered.filter(answered_at__lte=moment.at) if moment else answered


def withdrawn(request, claim):
    """Render when and why a claim was withdrawn, without its text (410)."""
    entry = LedgerEntry.objects.filter(subject=claim.reference, act=Act.WITHDRAW).newest()
    reason = read_entry(entry).reason if entry else ""
    context = {"reference": claim.reference, "entry": entry, "reason": reason}
    return render(request, "claims/claim_withdrawn.html", context, status=410)


def absent(request, claim, asked):
    """Render that a claim was not published at the moment asked for (404)."""
    first = LedgerEntry.objects.filter(subject=claim.reference, act=Act.PUBLISH).order_by("sequence").first()
    context = {**asked.context, "claim": claim, "first": first}
    return render(request, "claims/claim_absent.html", context, status=404)
