"""Claims beside each other, of now or of a past moment: each with figures and sources, and the links among them."""

from collections import defaultdict

from claims.ledger import history
from claims.models import Citation, ClaimLink
from claims.selectors.claims import note_differences
from claims.selectors.quantities import quantities_of

MAX_LINKS_COMPARED = 200


def read_now(claims):
    """Set on published claims their figures and sources; return the public links among them. Three queries."""
    figures, sources = quantities_of(claims), _citations_of(claims)
    for claim in claims:
        claim.figures, claim.sources = figures[claim.pk], sources[claim.pk]
    public = ClaimLink.objects.public().filter(first__in=claims, second__in=claims)
    links = list(public.order_by("pk").for_reading()[:MAX_LINKS_COMPARED])
    return _noted(claims, links)


def read_then(claims, moment):
    """Set on claims as they stood at a moment, by reference, their figures and sources; return the links among them."""
    for claim in claims.values():
        claim.figures, claim.sources = claim.stood_quantities, claim.stood_citations
        for quantity in claim.figures:
            quantity.claim = claim
    around = history.rebuild_links(claims, moment)
    links = [link for link in around if {link.first.reference, link.second.reference} <= set(claims)]
    return _noted(claims.values(), links)


def sorted_links(links):
    """Return links sorted: disputing ones first, then other opposing ones, then the rest."""
    return sorted(links, key=lambda link: (not link.disputing, not link.opposing))


def _citations_of(claims):
    found = defaultdict(list)
    for citation in Citation.objects.filter(claim__in=claims).for_reading():
        found[citation.claim_id].append(citation)
    return found


def _noted(claims, links):
    """Set on each claim the links that oppose it to another of them while both can hold; return the links, sorted."""
    note_differences(claims, [link for link in links if link.differing])
    return sorted_links(links)
