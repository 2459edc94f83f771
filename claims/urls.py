from django.templatetags.static import static
from django.urls import path, register_converter
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import RedirectView

from claims.views import about, claim, claimants, claims, corrections, events, home, ledger, questions, sources


class Favicon(RedirectView):
    """Lead browsers that ask for the icon at its customary address to where it is."""

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
    ("claims/<reference:reference>/correct/thanks/", corrections.corrected, "corrected"),
    ("questions/", questions.questions, "questions"),
    ("questions/<slug:slug>/", questions.question, "question"),
    ("claimants/", claimants.claimants, "claimants"),
    ("claimants/<slug:slug>/", claimants.claimant, "claimant"),
    ("events/", events.events, "events"),
    ("events/<slug:slug>/", events.event, "event"),
    ("sources/", sources.sources, "sources"),
    ("sources/<slug:slug>/", sources.source, "source"),
    ("ledger/", ledger.entries, "ledger"),
    ("ledger/<int:sequence>/", ledger.entry, "entry"),
    ("ledger.jsonl", ledger.download, "download"),
    ("about/", about.about, "about"),
    ("favicon.ico", Favicon.as_view(), "favicon"),
)
#: The pages that take what a reader sends.
FORMS = (("claims/<reference:reference>/correct/", corrections.correct, "correct"),)

app_name = "claims"
urlpatterns = [path(route, require_safe(view), name=name) for route, view, name in PAGES]
urlpatterns += [
    path(route, require_http_methods(["GET", "HEAD", "POST"])(view), name=name) for route, view, name in FORMS
]
