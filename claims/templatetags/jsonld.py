"""What pages say to programs."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

#: In a script element no text may end the element, nor begin a comment, nor break a line for JavaScript.
ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


@register.simple_tag
def linked_data(value):
    """Say a dict as JSON-LD in the head of a page; nothing for none."""
    if not value:
        return ""
    text = json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped above)
