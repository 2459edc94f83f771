"""View of a question's share image (PNG), with ETag and Cache-Control."""

from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.charts.share_card import MAX_POSITIONS_DRAWN, Card
from claims.charts.share_card import picture as drawn
from claims.choices import Stake
from claims.selectors.as_of import asked_moment
from claims.templatetags.badges import STAKES_IN_A_WORD
from claims.templatetags.formatting import counted
from claims.views.questions import Position, read

CACHE_SECONDS = 60 * 60
#: Part of the ETag; raise it when the drawing changes.
STYLE = "1"
MAX_CLAIMANTS_NAMED = 4


def picture(request, slug):
    """Return the PNG of a question: text, positions with their claimants, counts; as of a day with ``?as_of=``."""
    card = card_of(read(slug, asked_moment(request.GET).moment))
    etag = f'"{sha256(f"{STYLE} {card!r}".encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(drawn(card), content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


def card_of(reading):
    """Return the ``Card`` of a question, in the active language."""
    told = reading.context
    claims, claimants = counted(len(reading.answers), "claim"), counted(told["claimants"], "claimant")
    counts = _("%(claims)s by %(claimants)s") % {"claims": claims, "claimants": claimants}
    if any(link.disputing for link in reading.links):
        counts = _("%(counts)s, and some cannot both hold") % {"counts": counts}
    positions = [(position.words or _("No short answer recorded"), _who(position)) for position in told["positions"]]
    return Card(reading.question.text, tuple(positions[: MAX_POSITIONS_DRAWN + 1]), counts, _("and other answers"))


def _who(position: Position) -> str:
    """Return the claimants of a position with their stakes, the first ``MAX_CLAIMANTS_NAMED`` by name."""
    known = {answer.claimant.slug: answer.claimant for answer in position.answers}
    named = [
        f"{claimant} ({STAKES_IN_A_WORD[Stake(claimant.stake)]})"
        for claimant in list(known.values())[:MAX_CLAIMANTS_NAMED]
    ]
    more = len(known) - len(named)
    if more:
        named.append(ngettext("%(number)d more", "%(number)d more", more) % {"number": more})
    return ", ".join(named)
