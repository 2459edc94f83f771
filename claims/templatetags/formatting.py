"""Filters and tags that write dates, numbers and counts in the reader's language."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext_lazy, pgettext
from django.utils.translation import gettext as _

from claims.choices import Bound
from claims.dates import day_in_words, in_words, plain_day
from claims.search import pagination
from claims.search.claim_filter import language_name
from claims.text.formatting import in_digits

NOUNS = {
    "citation": ngettext_lazy("%(number)s citation", "%(number)s citations", "count"),
    "claim": ngettext_lazy("%(number)s claim", "%(number)s claims", "count"),
    "claimant": ngettext_lazy("%(number)s claimant", "%(number)s claimants", "count"),
    "decision": ngettext_lazy("%(number)s decision", "%(number)s decisions", "count"),
    "disputed claim": ngettext_lazy("%(number)s disputed claim", "%(number)s disputed claims", "count"),
    "event": ngettext_lazy("%(number)s event", "%(number)s events", "count"),
    "independent origin": ngettext_lazy("%(number)s independent origin", "%(number)s independent origins", "count"),
    "link": ngettext_lazy("%(number)s link", "%(number)s links", "count"),
    "origin": ngettext_lazy("%(number)s origin", "%(number)s origins", "count"),
    "outlet": ngettext_lazy("%(number)s outlet", "%(number)s outlets", "count"),
    "place": ngettext_lazy("%(number)s place", "%(number)s places", "count"),
    "published claim": ngettext_lazy("%(number)s published claim", "%(number)s published claims", "count"),
    "question": ngettext_lazy("%(number)s question", "%(number)s questions", "count"),
    "source": ngettext_lazy("%(number)s source", "%(number)s sources", "count"),
}

register = template.Library()
register.filter("count_in_words", pagination.count_in_words)
register.filter("language", language_name)


@register.filter
def edtf_time(edtf):
    """Render an EDTF date in words: a ``time`` element where it is one plain day, else a ``span``."""
    plain = plain_day(edtf)
    if not plain:
        return format_html('<span class="date">{}</span>', in_words(edtf))
    return format_html('<time datetime="{}">{}</time>', plain, in_words(edtf))


@register.filter
def or_undated(edtf):
    """Render an EDTF date like ``edtf_time``; "undated" for none."""
    return edtf_time(edtf) if edtf else _("undated")


@register.filter
def edtf_text(edtf):
    """Return an EDTF date in words without markup, for titles and attributes."""
    return in_words(edtf)


@register.filter
def number(value):
    """Return a number with thousands separators; nothing for None."""
    return "" if value is None else in_digits(value)


@register.filter
def counted(number, noun):
    """Return a number with its noun, a key of ``NOUNS``: ``{{ 1|counted:"claim" }}`` is "1 claim"."""
    return NOUNS[noun] % {"count": number, "number": in_digits(number)}


@register.filter
def spots_in_words(spots):
    """Return the label of a mark on the map: the places that it stands for, and how many claims each has."""
    disputed = pgettext("a place", "disputed")
    said = ((spot.name, counted(spot.count, "claim"), *([disputed] if spot.disputed else [])) for spot in spots)
    return "; ".join(", ".join(words) for words in said)


@register.filter
def words_beside(quantity):
    """Return the wording of a quantity to quote beside its number; nothing for a vague one, which is its wording."""
    return "" if quantity.bound == Bound.VAGUE else quantity.verbatim


@register.simple_tag
def share(number, whole):
    """Return "3 of 12"."""
    return _("%(number)s of %(whole)s") % {"number": in_digits(number), "whole": in_digits(whole)}


@register.filter
def colon(label):
    """Return a label with a colon, spaced as the language has it."""
    return _("%(label)s:") % {"label": label}


@register.filter
def day(moment):
    """Return a day in words: "6 October 2023"."""
    return day_in_words(moment)


@register.filter
def dated(moment):
    """Render a day in words, in a ``time`` element."""
    return format_html('<time datetime="{}">{}</time>', f"{moment:%Y-%m-%d}", day_in_words(moment))


@register.simple_tag
def time_element(moment, words):
    """Render ``words`` in a ``time`` element whose ``datetime`` is the moment to the second, in UTC."""
    return format_html('<time datetime="{}">{}</time>', f"{moment:%Y-%m-%dT%H:%M:%SZ}", words)


@register.filter
def minute(moment):
    """Return a time to the minute: "6 October 2023, 14:05"."""
    return day_in_words(moment, "minute")


@register.filter
def second(moment):
    """Return a time to the second: "6 October 2023, 14:05:59"."""
    return day_in_words(moment, "second")


@register.simple_tag
def in_english(direction=True):
    """Return the attributes ``lang`` and ``dir`` for an element with text in English; nothing on an English page.

    The result begins with a space: ``<p{% in_english %}>``. SVG elements take no ``direction``.
    """
    if (get_language() or "en").startswith("en"):
        return ""
    return mark_safe(' lang="en" dir="auto"') if direction else mark_safe(' lang="en"')
