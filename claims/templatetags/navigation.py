"""The main navigation, which knows where the reader is, and how far the ledger goes."""

from django import template

from claims.models import LedgerEntry

register = template.Library()

SECTIONS = (
    ("home", "Home", ("home",)),
    ("claims", "Claims", ("claims", "claim", "correct", "corrected")),
    ("questions", "Questions", ("questions", "question")),
    ("claimants", "Claimants", ("claimants", "claimant")),
    ("events", "Events", ("events", "event")),
    ("sources", "Sources", ("sources", "source")),
    ("ledger", "Ledger", ("ledger", "entry")),
    ("about", "About", ("about",)),
)


@register.inclusion_tag("claims/_navigation.html", takes_context=True)
def navigation(context):
    here = _page(context)
    return {"sections": [(f"claims:{name}", label, here in pages, here == name) for name, label, pages in SECTIONS]}


@register.inclusion_tag("claims/_ledger_head.html", takes_context=True)
def ledger_head(context):
    """Say up to which entry a page speaks; nothing on error pages, which stand without a database."""
    if _page(context) is None:
        return {}
    newest = LedgerEntry.objects.order_by("-sequence").values("sequence", "recorded_at").first()
    return {"newest": newest}


def _page(context):
    request = context.get("request")
    match = request and request.resolver_match
    return match.url_name if match and match.namespace == "claims" else None
