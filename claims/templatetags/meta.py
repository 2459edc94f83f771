"""Tags for the ``<head>`` of a page: its canonical address, its locale, and blocks repeated as attributes."""

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, to_locale

from claims.search.claim_filter import ClaimFilter

register = template.Library()

MOMENT = ("as_of", "entry")
PAGING = ("after", "before")
#: The query parameters that change what a page shows, by URL name. The canonical address keeps no others.
CHOOSING = {
    "claims": (*ClaimFilter.base_filters, *PAGING, *MOMENT),
    "claim": MOMENT,
    "questions": ("state", *PAGING),
    "question": MOMENT,
    "compare": ("claim", *MOMENT),
    "claimants": ("name", "stake", "kind", *PAGING),
    "claimant": PAGING,
    "matrix": ("event", "most"),
    "events": PAGING,
    "event": PAGING,
    "timeline": (*ClaimFilter.base_filters, "from", "to"),
    "map": (*ClaimFilter.base_filters, "area"),
    "sources": ("title", "kind", "publisher", *PAGING),
    "source": ("only", "relays", *PAGING),
    "ledger": ("claim", "act", "day", *PAGING),
}
#: Open Graph wants locales with a territory: what to write for a language without one.
TERRITORIES = {"fr": "fr_FR"}


@register.simple_tag(takes_context=True)
def repeat_block(context, name):
    """Render the block ``name`` of the page a second time, on one line."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(one_line(block.render(context)))  # noqa: S308 (a block's words are escaped where they are put in)


@register.filter(is_safe=True)
def one_line(text):
    """Return a text with each run of white space as one space, for titles and attributes."""
    return " ".join(text.split())


@register.simple_tag(takes_context=True)
def canonical(context):
    """Render the canonical link and the Open Graph address and locales; nothing on an error page."""
    request = context.get("request")
    match = request and request.resolver_match
    if not match or match.namespace != "claims":
        return ""
    address = request.build_absolute_uri(_address(request))
    others = [code for code, _name in settings.LANGUAGES if code != get_language()]
    return format_html(
        '<link rel="canonical" href="{0}">\n<meta property="og:url" content="{0}">\n'
        '<meta property="og:locale" content="{1}">\n{2}',
        address,
        _locale(get_language()),
        format_html_join(
            "\n", '<meta property="og:locale:alternate" content="{}">', ((_locale(code),) for code in others)
        ),
    )


def _address(request):
    known = CHOOSING.get(request.resolver_match.url_name, ())
    pairs = [(name, value) for name in known for value in request.GET.getlist(name) if value]
    prefix = get_language().partition("-")[0]
    return f"{request.mount}{prefix}{request.path_info}" + (f"?{urlencode(pairs)}" if pairs else "")


def _locale(code):
    return TERRITORIES.get(code) or to_locale(code)
