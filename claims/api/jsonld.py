"""JSON-LD of a claim: a schema.org ClaimReview where a verdict stands, else a Claim.

Only the statuses at both ends of the scale get a ``ratingValue``; all others are ``alternateName`` alone.
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
    """Organization that authors every review, and the licence of the structured data."""

    name: str
    url: str
    licence: str


def claim_page(claim, finding, citations, address, publisher):
    """Return the JSON-LD of a claim's page: a ClaimReview where ``finding`` is the standing verdict, else a Claim."""
    if reviewed(claim, finding):
        return {"@context": CONTEXT, **review(claim, finding, citations, address, publisher)}
    return {"@context": CONTEXT, **assertion(claim, citations, address), "url": address, "sdLicense": publisher.licence}


def reviewed(claim, finding):
    """Return whether ``finding`` is the verdict that stands on a claim."""
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
    """Return the Claim: text, author, date where it is exact, and the documents it appears in."""
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
    """Return whether an EDTF text is one day, neither uncertain nor approximate."""
    found = bounds(text)
    return found.earliest == found.latest and not set(text) & set("?~%/")


def _first(stated):
    """Return the claimant's own document where there is exactly one, and no other can be older; else None."""
    own = [each.source for each in stated if each.mode == Mode.OWN]
    others = [bounds(each.source.published).earliest for each in stated if each.mode != Mode.OWN]
    if len(own) != 1 or any(day < bounds(own[0].published).latest for day in others):
        return None
    return _work(own[0])
