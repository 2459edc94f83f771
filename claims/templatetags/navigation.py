"""The main navigation, which knows where the reader is."""

from django import template

register = template.Library()

SECTIONS = (
    ("home", "Home", ("home",)),
    ("claims", "Claims", ("claims", "claim")),
    ("questions", "Questions", ("questions", "question")),
    ("claimants", "Claimants", ("claimants", "claimant")),
    ("events", "Events", ("events", "event")),
    ("sources", "Sources", ("sources", "source")),
    ("about", "About", ("about",)),
)


@register.inclusion_tag("claims/_navigation.html", takes_context=True)
def navigation(context):
    request = context.get("request")
    match = request and request.resolver_match
    here = match.url_name if match and match.namespace == "claims" else None
    return {"sections": [(f"claims:{name}", label, here in pages, here == name) for name, label, pages in SECTIONS]}
