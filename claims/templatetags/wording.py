"""A tag that shows the difference between two texts, for the desk."""

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()

#: The brackets are for screen readers, which do not announce ``del`` and ``ins``.
MARKED = {
    "gone": '<del><span class="visually-hidden">[removed: </span>{}<span class="visually-hidden">]</span></del>',
    "new": '<ins><span class="visually-hidden">[added: </span>{}<span class="visually-hidden">]</span></ins>',
    "same": "{}",
}


@register.simple_tag
def reworded(pieces):
    """Render the pieces of a diff, without white space between them that is in neither text."""
    return format_html_join("", "{}", ((format_html(MARKED[kind], text),) for kind, text in pieces)) or "Nothing"
