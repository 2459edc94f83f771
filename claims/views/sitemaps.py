"""Sitemaps in each language, and robots.txt.

Sitemaps are split by ranges of ids, so that the last one costs as much as the first.
"""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse

from claims.choices import Publication
from claims.models import Claim, Claimant, ClaimLink, Event, LedgerEntry, Question, Source

#: Ids spanned by one sitemap, which lists each row once per language.
IDS_PER_PAGE = 2500
PAGES = (
    "home", "claims", "questions", "claimants", "matrix", "events", "timeline", "map", "sources", "ledger", "about",
)  # fmt: skip
#: Paths for crawlers to skip: endless combinations of parameters, and data for programs.
ENDLESS = (
    "claims/?*", "compare/", "timeline/?*", "map/?*", "feeds/claims/?*", "suggest/", "api/v1/", "claims.csv",
    "claims.json", "events.geojson",
)  # fmt: skip
#: Disallowed paths: the admin, forms, past moments, and ``ENDLESS`` in every language.
LEFT = (
    "admin/", "*/correct/", "*?*as_of=", "*?*entry=",
    *(f"{start}{path}" for path in ENDLESS for start in ("", "*/")),
)  # fmt: skip


def _newest_link(end):
    links = ClaimLink.objects.public().filter(**{end: OuterRef("pk")}).order_by("-reviewed_at")
    return Subquery(links.values("reviewed_at")[:1])


def _newest_claim(claims):
    return Max(f"{claims}__updated_at", filter=Q(**{f"{claims}__publication": Publication.PUBLISHED}))


DECIDED = LedgerEntry.objects.filter(subject=OuterRef("reference")).order_by("-sequence").values("recorded_at")[:1]
#: Public rows by kind, with the annotations for ``lastmod``: entries and links of a claim, else its claims.
ROWS: dict[str, tuple[Any, dict[str, Any]]] = {
    "claims": (
        Claim.objects.published,
        {"changed": Subquery(DECIDED), "linked_from": _newest_link("first"), "linked_to": _newest_link("second")},
    ),
    "questions": (Question.objects.public, {"changed": _newest_claim("claims")}),
    "claimants": (Claimant.objects.public, {"changed": _newest_claim("claims")}),
    "events": (Event.objects.public, {"changed": _newest_claim("claims")}),
    "sources": (Source.objects.public, {"changed": _newest_claim("citations__claim")}),
}


def index(request):
    """Render the sitemap index."""
    addresses = [reverse("claims:sitemap-pages")]
    for name, (public, _changes) in ROWS.items():
        spans = public().order_by().values_list((F("pk") - 1) / IDS_PER_PAGE, flat=True).distinct()
        addresses += [reverse("claims:sitemap-rows", args=[name, int(number) + 1]) for number in sorted(spans)]
    items = [SitemapIndexItem(request.build_absolute_uri(_unprefixed(request, each))) for each in addresses]
    return _xml(request, "sitemap_index.xml", {"sitemaps": items})


def pages(request):
    """Render the sitemap of ``PAGES``; ``lastmod`` is the newest entry's time, none for the about page."""
    newest = LedgerEntry.objects.only("recorded_at").newest()
    changed = newest and newest.recorded_at
    found = [(reverse(f"claims:{name}"), None if name == "about" else changed) for name in PAGES]
    return _map(request, found)


def rows(request, name, number):
    """Render sitemap ``number`` of one kind of row. Raises Http404 where it is empty."""
    if name not in ROWS:
        raise Http404
    last, (public, changes) = number * IDS_PER_PAGE, ROWS[name]
    found = public().filter(pk__gt=last - IDS_PER_PAGE, pk__lte=last).annotate(**changes).order_by("pk")
    mapped = [(row.get_absolute_url(), _last_change(row, changes)) for row in found]
    if not mapped:
        raise Http404
    return _map(request, mapped)


def _last_change(row, changes):
    times = [getattr(row, name) for name in changes]
    return max((time for time in times if time), default=None)


def _map(request, found):
    urls = []
    for address, changed in found:
        alternates = list(_editions(request, address))
        urls += [{"location": each["location"], "lastmod": changed, "alternates": alternates} for each in alternates]
    return _xml(request, "sitemap.xml", {"urlset": urls})


def _editions(request, address):
    """Yield the URL of a page in each language."""
    for code, _name in settings.LANGUAGES:
        path = _unprefixed(request, address, f"{code.partition('-')[0]}/")
        yield {"location": request.build_absolute_uri(path), "lang_code": code}


def _unprefixed(request, address, prefix=""):
    return f"{request.mount}{prefix}{address.removeprefix(get_script_prefix())}"


def _xml(request, template, context):
    response = render(request, template, context, content_type="application/xml")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def robots(request):
    """Render robots.txt."""
    lines = ["User-agent: *", *(f"Disallow: {request.mount}{path}" for path in LEFT), ""]
    address = request.build_absolute_uri(_unprefixed(request, reverse("claims:sitemap")))
    return HttpResponse("\n".join([*lines, f"Sitemap: {address}", ""]), content_type="text/plain; charset=utf-8")
