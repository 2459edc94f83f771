"""What changed between two wordings, as the desk shows it."""

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()

#: The brackets are for those who hear the page.
MARKED = {
    "gone": '<del><span class="visually-hidden">[removed: </span>{}<span class="visually-hidden">]</span></del>',
    "new": '<ins><span class="visually-hidden">[added: </span>{}<span class="visually-hidden">]</span></ins>',
    "same": "{}",
}


@register.simple_tag
def reworded(pieces):
    """Show runs of words one after another, with no space or line between that is in neither wording."""
    return format_html_join("", "{}", ((format_html(MARKED[kind], text),) for kind, text in pieces)) or "Nothing"
