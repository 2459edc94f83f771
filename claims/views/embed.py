"""oEmbed 1.0 provider, and the embeddable page of a question."""

from typing import NamedTuple
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import get_script_prefix, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from claims.api.problems import OPEN
from claims.models import LedgerEntry, Question
from claims.selectors.as_of import asked_moment
from claims.views.questions import read
from claims.views.sections.figures import axes
from claims.views.sharing import FRAME_HEIGHT, FRAME_WIDTH, frame_around

CACHE_SECONDS = 24 * 60 * 60
PICTURE = (1200, 630)


class Described(NamedTuple):
    """A question found by its URL, with the prefix (mount, language) and query string (moment) of that URL."""

    question: Question
    before: str
    behind: str

    def address(self, name):
        """Return the path of the question's view ``name``, with the same language and moment."""
        plain = reverse(name, args=[self.question.slug]).removeprefix(get_script_prefix())
        return f"{self.before}{plain}{self.behind}"


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # it is typed for views without arguments
def embed(request, slug):
    """Show a question in brief, for a frame: positions, figures, a link to its page. Any site may frame it."""
    asked = asked_moment(request.GET)
    reading = read(slug, asked.moment)
    shared, _apart = axes(reading.answers, reading.question)
    newest = LedgerEntry.objects.only("recorded_at").newest()
    context = {**reading.context, **asked.context, "axes": shared[:1], "newest": newest}
    response = render(request, "claims/embed.html", context, status=asked.status)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def oembed(request):
    """Return the oEmbed response (JSON) for the question at ``?url=``; 400, 404 or 501 with an error message."""
    asked, shape = request.GET.get("url", ""), request.GET.get("format", "json")
    try:
        width, height = (
            _at_most(request.GET, name, most) for name, most in (("maxwidth", FRAME_WIDTH), ("maxheight", FRAME_HEIGHT))
        )
    except ValueError as error:
        return _refused(str(error), 400)
    if not asked:
        return _refused(_("Say with “url” which question to embed."), 400)
    if shape != "json":
        return _refused(_("Only the format “json” is given out."), 501)
    try:
        described = _described(request, asked)
    except Http404:
        return _refused(_("This is not the address of a question here."), 404)
    return JsonResponse(_frame(request, described, width, height), headers=OPEN)


def _frame(request, described, width, height):
    title = described.question.text
    framed = request.build_absolute_uri(described.address("claims:embed"))
    return {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": "Counterclaim",
        "provider_url": request.build_absolute_uri(reverse("claims:home")),
        "html": frame_around(framed, title, width, height),
        "width": width,
        "height": height,
        "thumbnail_url": request.build_absolute_uri(described.address("claims:picture")),
        "thumbnail_width": PICTURE[0],
        "thumbnail_height": PICTURE[1],
        "cache_age": CACHE_SECONDS,
    }


def _described(request, address):
    """Return the public question at a URL of this site. Raises Http404 for any other URL."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Http404 from None
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != request.get_host().lower():
        raise Http404
    before, path = _language_off(parts.path, request.mount)
    match = resolve(f"/{path}")
    moment = asked_moment(QueryDict(parts.query))
    if match.view_name not in ("claims:question", "claims:embed") or moment.problem:
        raise Http404
    question = get_object_or_404(Question.objects.public(), slug=match.kwargs["slug"])
    return Described(question, before, moment.moment.query if moment.moment else "")


def _language_off(path, mount):
    """Split a path into its prefix (mount, language) and the rest. Raises Http404 outside the mount."""
    if not path.startswith(mount):
        raise Http404
    language, _slash, rest = path.removeprefix(mount).partition("/")
    if language in {code.partition("-")[0] for code, _name in settings.LANGUAGES}:
        return f"{mount}{language}/", rest
    return mount, path.removeprefix(mount)


def _at_most(params, name, most):
    """Return the pixels of a parameter, at most ``most``. Raises ValueError with a message for readers."""
    text = params.get(name, "")
    if not text:
        return most
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise ValueError(_("“%(name)s” is a number of pixels, like 640.") % {"name": name})
    return min(int(text), most)


def _refused(message, status):
    return JsonResponse({"error": message}, status=status, headers=OPEN)
