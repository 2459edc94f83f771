"""Highlighting of the words that a search found."""

from django import template
from django.utils.html import format_html, format_html_join

from claims.text.highlight import pieces

register = template.Library()


@register.simple_tag(takes_context=True)
def highlight(context, text):
    """Show a text with the words marked that the page's search, ``searched``, looked for."""
    if not (searched := context.get("searched")):
        return text
    marked = ((format_html("<mark>{}</mark>", piece) if hit else piece,) for piece, hit in pieces(text, searched.asked))
    return format_html_join("", "{}", marked)
