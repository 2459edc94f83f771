"""A tag that highlights the words that a search found."""

from django import template
from django.utils.html import format_html, format_html_join

from claims.text.highlight import pieces

register = template.Library()


@register.simple_tag(takes_context=True)
def highlight(context, text):
    """Render a text with ``<mark>`` around the words of the search that is ``searched`` in the context."""
    if not (searched := context.get("searched")):
        return text
    marked = ((format_html("<mark>{}</mark>", piece) if hit else piece,) for piece, hit in pieces(text, searched.asked))
    return format_html_join("", "{}", marked)
