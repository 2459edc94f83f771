"""Rows with what their records need beyond their own columns, in a fixed number of queries."""

from collections import defaultdict
from typing import Any

from claims.choices import Act
from claims.ledger import history
from claims.ledger.entries import read_entry
from claims.ledger.instances import build_link
from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink, Event
from claims.selectors.actors import chosen_names
from claims.selectors.claims import by_either_end
from claims.selectors.quantities import quantities_of

RELATED = ("claimant", "event", "question", "place", "supersedes")
#: What a claim's record can hold beyond itself, and the attribute that it is read from.
READ = {
    "citations": "read_citations",
    "quantities": "read_quantities",
    "links": "read_links",
    "assessments": "read_findings",
}


def published_claims():
    return Claim.objects.published().select_related(*RELATED)


def complete(claims, names):
    """Set on published claims what the fields ``names`` need: a query for each of the extras among them."""
    for claim in claims:
        replaced = claim.supersedes
        claim.replaces = replaced.reference if replaced and replaced.is_published else None
    for name in READ.keys() & set(names):
        found = _READERS[name](claims)
        for claim in claims:
            setattr(claim, READ[name], found[claim.pk])
    return claims


def claims_then(entries, moment):
    """Return the claims that ``entries`` speak of as they stood at a moment, with all that their records can hold."""
    found = history.rebuild_claims(entries)
    links = history.rebuild_links(found, moment)
    replaced = {claim.stood_superseding for claim in found.values()} - {None}
    public = history.published_references(moment, replaced)
    for claim in found.values():
        claim.replaces = claim.stood_superseding if claim.stood_superseding in public else None
        claim.read_citations = claim.stood_citations
        for citation in claim.stood_citations:
            citation.number, citation.relayed_number = citation.pk, citation.relayed_from_id
        claim.read_quantities = claim.stood_quantities
        claim.read_findings = [claim.stood_finding] if claim.stood_finding and claim.checkable else []
        claim.read_links = [link for link in links if claim.pk in (link.first_id, link.second_id)]
    return list(found.values())


def _citations(claims):
    found: defaultdict[int, list] = defaultdict(list)
    citation: Any
    for citation in Citation.objects.filter(claim__in=claims).select_related("source__publisher").order_by("pk"):
        citation.number = len(found[citation.claim_id]) + 1
        found[citation.claim_id].append(citation)
    for citations in found.values():
        numbers = {citation.pk: citation.number for citation in citations}
        for citation in citations:
            citation.relayed_number = numbers.get(citation.relayed_from_id)
    return found


def _links(claims):
    return by_either_end(public_links().of(*claims).order_by("pk"))


def _findings(claims):
    found = defaultdict(list)
    checkable = {claim.pk for claim in claims if claim.checkable}
    for finding in Assessment.objects.approved().filter(claim__in=checkable).newest_first():
        found[finding.claim_id].append(finding)
    return found


_READERS = {"citations": _citations, "quantities": quantities_of, "links": _links, "assessments": _findings}


def public_links():
    ends = [f"{end}__{column}" for end in ("first", "second") for column in ("reference", "publication")]
    links = ClaimLink.objects.public().select_related("first", "second")
    return links.only("kind", "basis", "rationale", "reviewed_at", *ends)


def linking(moment):
    """Return the newest entries of the links that were confirmed at a moment."""
    return history.newest_entries(moment.until).filter(act=Act.LINK)


def links_then(entries, moment):
    """Return the links that ``entries`` speak of, unsaved, without those whose claims did not both stand then."""
    states = [(entry, state) for entry in entries if (state := read_entry(entry).link)]
    ends = {reference for _entry, state in states for reference in (state["first"], state["second"])}
    public = history.published_references(moment, ends)
    claims = {reference: Claim(reference=reference) for reference in public}
    return [
        build_link(state, claims[state["first"]], claims[state["second"]], entry.recorded_at)
        for entry, state in states
        if {state["first"], state["second"]} <= public
    ]


def public_findings():
    """Return the decided findings on published claims that can be true or false."""
    claims = Claim.objects.published().checkable()
    return Assessment.objects.approved().filter(claim__in=claims).select_related("claim")


def with_wholes(rows):
    """Set ``whole_slug`` on each row: the slug of what it is part of, None where that is not public."""
    model: Any = type(rows[0]) if rows else Claimant
    wholes = {row.part_of_id for row in rows if row.part_of_id}
    slugs = dict(model.objects.public().filter(pk__in=wholes).values_list("pk", "slug")) if wholes else {}
    for row in rows:
        row.whole_slug = slugs.get(row.part_of_id)
    return rows


def with_events(questions):
    """Set ``public_event`` on each question: its event, None where that is not public."""
    events = {question.event_id for question in questions if question.event_id}
    public = Event.objects.public().in_bulk(events) if events else {}
    for question in questions:
        question.public_event = public.get(question.event_id)
    return questions


def told(entries):
    """Set on each entry what its body says; ``state`` is None where one of its claims was withdrawn."""
    bodies = [(entry, read_entry(entry)) for entry in entries]
    names = chosen_names([body for _entry, body in bodies])
    references = {reference for _entry, body in bodies for reference in body.subject.references}
    withdrawn = Claim.objects.withdrawn().filter(reference__in=references)
    gone = set(withdrawn.values_list("reference", flat=True))
    for entry, body in bodies:
        entry.reason, entry.actor, entry.actor_name = body.reason, body.actor or None, names.get(body.actor)
        entry.withheld = not gone.isdisjoint(body.subject.references)
        entry.state = None if entry.withheld else body.state
    return entries
