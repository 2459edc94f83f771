"""Marks that tell the desk a state by shape and word; the shape is the stylesheet's."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def mark(row, name, family=""):
    """Show the choice that a row has in field ``name``; nothing for none. ``family`` is the style's word for it."""
    value = getattr(row, name)
    if not value:
        return ""
    label = getattr(row, f"get_{name}_display")()
    return format_html('<span class="mark mark-{}-{}">{}</span>', family or name, value, label)
