"""URL patterns of the public site and of the API."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import RedirectView

from claims.api import downloads
from claims.views import (
    about,
    claim,
    claimants,
    claims,
    compare,
    corrections,
    embed,
    events,
    feeds,
    home,
    ledger,
    matrix,
    pictures,
    questions,
    sitemaps,
    sources,
    suggest,
    timeline,
)
from claims.views import map as map_views


class Favicon(RedirectView):
    """Redirect ``/favicon.ico`` to the static file."""

    def get_redirect_url(self):
        return static("claims/favicon.svg")


class ReferenceConverter:
    regex = "[A-Za-z]{1,5}-[0-9A-Za-z]{1,12}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ReferenceConverter, "reference")

PAGES = (
    ("", home.home, "home"),
    ("claims/", claims.claims, "claims"),
    ("claims/<reference:reference>/", claim.claim, "claim"),
    ("compare/", compare.compare, "compare"),
    ("claims/<reference:reference>/correct/thanks/", corrections.corrected, "corrected"),
    ("questions/", questions.questions, "questions"),
    ("questions/<slug:slug>/", questions.question, "question"),
    ("questions/<slug:slug>/embed/", embed.embed, "embed"),
    ("questions/<slug:slug>/picture.png", pictures.picture, "picture"),
    ("oembed/", embed.oembed, "oembed"),
    ("claimants/", claimants.claimants, "claimants"),
    ("claimants/matrix/", matrix.who_contradicts_whom, "matrix"),
    ("claimants/<slug:slug>/", claimants.claimant, "claimant"),
    ("events/", events.events, "events"),
    ("events/<slug:slug>/", events.event, "event"),
    ("timeline/", timeline.timeline, "timeline"),
    ("map/", map_views.places, "map"),
    ("sources/", sources.sources, "sources"),
    ("sources/<slug:slug>/", sources.source, "source"),
    ("ledger/", ledger.entries, "ledger"),
    ("ledger/<int:sequence>/", ledger.entry, "entry"),
    ("ledger.jsonl", ledger.download, "download"),
    ("suggest/", suggest.suggest, "suggest"),
    ("feeds/decisions/", feeds.every, "feed"),
    ("feeds/claims/", feeds.claims, "feed-claims"),
    ("feeds/questions/<slug:slug>/", feeds.question, "feed-question"),
    ("feeds/claimants/<slug:slug>/", feeds.claimant, "feed-claimant"),
    ("feeds/events/<slug:slug>/", feeds.event, "feed-event"),
    ("sitemap.xml", sitemaps.index, "sitemap"),
    ("sitemap-pages.xml", sitemaps.pages, "sitemap-pages"),
    ("sitemap-<slug:name>-<int:number>.xml", sitemaps.rows, "sitemap-rows"),
    ("robots.txt", sitemaps.robots, "robots"),
    ("about/", about.about, "about"),
    ("favicon.ico", Favicon.as_view(), "favicon"),
)
#: Views that take POST.
FORMS = (("claims/<reference:reference>/correct/", corrections.correct, "correct"),)
#: Downloads of the selected claims.
EXPORTS = (
    ("claims.csv", downloads.ClaimTable, "claims-csv"),
    ("claims.json", downloads.ClaimDocument, "claims-json"),
    ("claims.jsonl", downloads.ClaimLines, "claims-jsonl"),
    ("claims.jsonld", downloads.Reviews, "claims-jsonld"),
    ("events.geojson", downloads.Places, "events-geojson"),
)

app_name = "claims"
urlpatterns: list[URLPattern | URLResolver] = [
    path(route, require_safe(view), name=name) for route, view, name in PAGES
]
urlpatterns += [path("api/", include("claims.api.urls"))]
urlpatterns += [path(route, view.as_view(), name=name) for route, view, name in EXPORTS]
urlpatterns += [
    path(route, require_http_methods(["GET", "HEAD", "POST"])(view), name=name) for route, view, name in FORMS
]
