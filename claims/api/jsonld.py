"""A claim as search engines and fact-checking tools read it: a ClaimReview where there is a verdict, else a Claim.

Properties are those of schema.org/ClaimReview and schema.org/Claim. Only the two ends of the scale get a number:
a finding between them, or none, is a word and never a midpoint.
"""

from typing import NamedTuple

from django.utils.translation import override

from claims.choices import VERDICTS, Bearing, ClaimantKind, Mode, Status
from claims.dates import bounds

CONTEXT = "https://schema.org"
ENDS = {Status.VERIFIED: 5, Status.REFUTED: 1}
WORST, BEST = 1, 5
LANGUAGE = "en"


class Publisher(NamedTuple):
    """Whose site this is: the author of every review, and the licence of what it says."""

    name: str
    url: str
    licence: str


def claim_page(claim, finding, citations, address, publisher):
    """Return what the page of a claim at ``address`` tells: a review of it where ``finding`` is a verdict."""
    if reviewed(claim, finding):
        return {"@context": CONTEXT, **review(claim, finding, citations, address, publisher)}
    return {"@context": CONTEXT, **assertion(claim, citations, address), "url": address, "sdLicense": publisher.licence}


def reviewed(claim, finding):
    """Return whether a verdict stands on a claim."""
    return claim.checkable and finding is not None and finding.status == claim.status and claim.status in VERDICTS


def review(claim, finding, citations, address, publisher):
    """Return the ClaimReview of a claim on which a verdict stands."""
    return {
        "@type": "ClaimReview",
        "@id": f"{address}#review",
        "url": address,
        "claimReviewed": claim.statement,
        "datePublished": finding.decided_at.date().isoformat(),
        "inLanguage": LANGUAGE,
        "author": {"@type": "Organization", "name": publisher.name, "url": publisher.url},
        "reviewRating": _rating(finding.status),
        "reviewBody": finding.rationale,
        "itemReviewed": assertion(claim, citations, address),
        "sdLicense": publisher.licence,
    }


def _rating(status):
    with override(LANGUAGE):
        rating = {"@type": "Rating", "alternateName": str(Status(status).label)}
    if status not in ENDS:
        return rating
    return {**rating, "ratingValue": ENDS[status], "bestRating": BEST, "worstRating": WORST}


def assertion(claim, citations, address):
    """Return a claim: who made it, when if that is sure, and in which documents it stands."""
    stated = [each for each in citations if each.bearing == Bearing.STATES and each.source.url]
    found = {
        "@type": "Claim",
        "@id": f"{address}#claim",
        "text": claim.statement,
        "inLanguage": LANGUAGE,
        "author": _claimant(claim.claimant),
        "datePublished": claim.asserted if _exact(claim.asserted) else None,
        "appearance": [_work(each.source) for each in stated],
        "firstAppearance": _first(stated),
    }
    return {name: value for name, value in found.items() if value}


def _claimant(claimant):
    kind = "Person" if claimant.kind == ClaimantKind.PERSON else "Organization"
    same = [claimant.url, claimant.wikidata_id and f"https://www.wikidata.org/entity/{claimant.wikidata_id}"]
    found = {
        "@type": kind,
        "name": claimant.name,
        "alternateName": claimant.short_name,
        "sameAs": [*filter(None, same)],
    }
    return {name: value for name, value in found.items() if value}


def _work(source):
    return {"@type": "CreativeWork", "url": source.url, "name": source.title, **_published(source)}


def _published(source):
    return {"datePublished": source.published} if _exact(source.published) else {}


def _exact(text):
    """Return whether an EDTF text is one day about which there is no doubt."""
    found = bounds(text)
    return found.earliest == found.latest and not set(text) & set("?~%/")


def _first(stated):
    """Return the claimant's own document where one stands, and none of the others can be older."""
    own = [each.source for each in stated if each.mode == Mode.OWN]
    others = [bounds(each.source.published).earliest for each in stated if each.mode != Mode.OWN]
    if len(own) != 1 or any(day < bounds(own[0].published).latest for day in others):
        return None
    return _work(own[0])
