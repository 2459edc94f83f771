"""A tag that shows a choice of a row as a mark, for the desk. The style sheet gives it its shape."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def mark(row, name, family=""):
    """Render the label of the choice in field ``name``; nothing for none. ``family`` names its CSS class."""
    value = getattr(row, name)
    if not value:
        return ""
    label = getattr(row, f"get_{name}_display")()
    return format_html('<span class="mark mark-{}-{}">{}</span>', family or name, value, label)
