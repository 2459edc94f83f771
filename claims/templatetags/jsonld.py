"""JSON-LD in the head of a page, for search engines."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

#: Characters that could end a script element, begin a comment in it, or break a line for JavaScript.
ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


@register.simple_tag
def linked_data(value):
    """Render a dict as a JSON-LD script element; nothing for an empty one."""
    if not value:
        return ""
    text = json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped above)
