"""Dates and counts as readers say them."""

from django import template
from django.template.defaultfilters import pluralize
from django.utils.html import format_html

from claims import paging
from claims.dates import in_words
from claims.filters import language_name

register = template.Library()
register.filter("count_in_words", paging.count_in_words)
register.filter("language", language_name)


@register.filter
def when(edtf):
    """Say an uncertain date in words, in a ``time`` element."""
    plain = "".join(char for char in edtf if char not in "?~%")
    if not plain or "/" in plain:
        return format_html('<span class="date">{}</span>', in_words(edtf))
    return format_html('<time datetime="{}">{}</time>', plain, in_words(edtf))


@register.filter
def in_plain_words(edtf):
    """Say an uncertain date in words without markup, for titles and descriptions."""
    return in_words(edtf)


@register.filter
def of(number, noun):
    """Say a count with its noun: ``{{ 1|of:"claim" }}`` is "1 claim"."""
    return f"{number:,} {noun}{pluralize(number)}"
