"""The main navigation, the switch of languages, and the newest ledger entry in the footer."""

from django import template
from django.conf import settings
from django.utils.html import format_html_join
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims.models import LedgerEntry

register = template.Library()

#: URL name, label, and the URL names of the pages for which the section is marked as current. Home is the brand.
SECTIONS = (
    ("claims", _("Claims"), ("claims", "claim", "compare", "correct", "corrected")),
    ("questions", _("Questions"), ("questions", "question")),
    ("claimants", _("Claimants"), ("claimants", "claimant", "matrix")),
    ("timeline", _("Timeline"), ("timeline", "events", "event")),
    ("map", pgettext_lazy("navigation", "Map"), ("map",)),
    ("sources", _("Sources"), ("sources", "source")),
    ("ledger", _("Ledger"), ("ledger", "entry")),
    ("about", _("About"), ("about",)),
)


@register.inclusion_tag("claims/_navigation.html", takes_context=True)
def navigation(context):
    here = _page(context)
    return {"sections": [(f"claims:{name}", label, here in pages, here == name) for name, label, pages in SECTIONS]}


@register.inclusion_tag("claims/_ledger_head.html", takes_context=True)
def ledger_head(context):
    """Render the newest ledger entry; nothing on error pages, which make no query."""
    if _page(context) is None:
        return {}
    newest = LedgerEntry.objects.only("recorded_at").newest()
    return {"newest": newest}


def _page(context):
    request = context.get("request")
    match = request and request.resolver_match
    return match.url_name if match and match.namespace == "claims" else None


@register.inclusion_tag("claims/_languages.html", takes_context=True)
def languages(context):
    """Render links to the same page in each language."""
    return {"editions": list(_editions(context)), "here": get_language()}


@register.simple_tag(takes_context=True)
def alternates(context):
    """Render a ``<link rel="alternate">`` to the same page for each language."""
    request = context.get("request")
    links = ((code, request.build_absolute_uri(address)) for address, code, _name in _editions(context))
    return format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', links)


def _editions(context):
    """Yield the page's address in each language, the language and its name; nothing on an error page."""
    request = context.get("request")
    if _page(context) is None:
        return
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    for code, name in settings.LANGUAGES:
        yield f"{request.mount}{code.partition('-')[0]}{request.path_info}{query}", code, name
