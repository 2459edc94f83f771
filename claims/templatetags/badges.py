"""Badges for statuses, stakes and differences, each an icon and a word; links to rows; breadcrumbs."""

from django import template
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from claims.choices import Basis, Stake, Status
from claims.templatetags.formatting import in_english
from claims.text.formatting import in_digits

register = template.Library()

SOLID = (Status.VERIFIED, Status.REFUTED)
STAKES = {
    Stake.PARTY: pgettext_lazy("beside a claimant", "party to the conflict"),
    Stake.ALIGNED: pgettext_lazy("beside a claimant", "aligned with a party"),
    Stake.INDEPENDENT: pgettext_lazy("beside a claimant", "independent"),
    Stake.UNKNOWN: pgettext_lazy("beside a claimant", "stake unknown"),
}
STAKES_IN_A_WORD = {
    Stake.PARTY: pgettext_lazy("beside a claimant, in a word", "party"),
    Stake.ALIGNED: pgettext_lazy("beside a claimant, in a word", "aligned"),
    Stake.INDEPENDENT: pgettext_lazy("beside a claimant, in a word", "independent"),
    Stake.UNKNOWN: pgettext_lazy("beside a claimant, in a word", "unknown"),
}
#: In what two claims differ that may both hold: on a badge of its own, and in a list after a colon.
DIFFERENCES = {
    Basis.SCOPE: (pgettext_lazy("two claims", "Differ in scope"), pgettext_lazy("what differs", "scope")),
    Basis.PLACE: (pgettext_lazy("two claims", "Differ in place"), pgettext_lazy("what differs", "place")),
    Basis.PERIOD: (pgettext_lazy("two claims", "Differ in period"), pgettext_lazy("what differs", "period")),
    Basis.COUNTING: (pgettext_lazy("two claims", "Differ in counting"), pgettext_lazy("what differs", "counting")),
    Basis.AFFECTED: (
        pgettext_lazy("two claims", "Differ in who is counted"),
        pgettext_lazy("what differs", "who is counted"),
    ),
    Basis.WORDING: (pgettext_lazy("two claims", "Differ in wording"), pgettext_lazy("what differs", "wording")),
}


@register.simple_tag
def icon(name):
    """Render an icon of the SVG sprite, hidden from screen readers: put its word beside it."""
    return format_html('<svg class="mark" aria-hidden="true" focusable="false"><use href="#{}"/></svg>', name)


@register.simple_block_tag
def key_mark(content):
    """Wrap SVG shapes as one entry of a chart's key, 40 by 20: ``{% key_mark %}<circle …/>{% endkey_mark %}``."""
    return format_html('<svg class="chart" viewBox="0 0 40 20" aria-hidden="true" focusable="false">{}</svg>', content)


@register.simple_tag
def badge(look, words):
    """Render a badge; ``look`` is "clash" where two claims cannot both hold, "differ" where they may."""
    return format_html('<span class="badge {}">{}{}</span>', look, icon(f"b-{look}"), words)


@register.simple_tag
def status_badge(status):
    """Render the badge of a verification status."""
    solid = " solid" if status in SOLID else ""
    return format_html('<span class="badge status{}">{}{}</span>', solid, icon(f"s-{status}"), Status(status).label)


@register.simple_tag
def not_checkable():
    return format_html('<span class="badge status none">{}{}</span>', icon("s-none"), _("Not checkable"))


@register.simple_tag
def finding_badge(claim):
    """Render the badge of a claim's status; of a claim that is not checkable, a badge that says so."""
    return status_badge(claim.status) if claim.checkable else not_checkable()


@register.simple_tag
def contradicted_badge(count):
    """Render a badge with the number of claims that contradict a claim; nothing for none."""
    if not count:
        return ""
    words = ngettext("Contradicted by %(number)s", "Contradicted by %(number)s", count) % {"number": in_digits(count)}
    return badge("clash", words)


@register.simple_tag
def basis_badge(link):
    """Render the badge of a link's basis: "clash" where both claims cannot hold, else "differ"."""
    if link.disputing:
        return badge("clash", Basis.INCOMPATIBLE.label)
    words = DIFFERENCES[link.basis][0] if link.basis in DIFFERENCES else pgettext("two claims", "Differ")
    return badge("differ", words)


def difference(link):
    """Return the word for what the two claims of a link differ in: "counting", "who is counted"."""
    return str(DIFFERENCES[link.basis][1])


@register.simple_tag
def difference_badge(links):
    """Render a badge with the number of claims that a claim differs from without contradicting them, and in what.

    Nothing for no ``links``.
    """
    if not links:
        return ""
    reasons = pgettext("between the items of a list", ", ").join(dict.fromkeys(difference(link) for link in links))
    words = ngettext("Differs from %(number)s: %(reasons)s", "Differs from %(number)s: %(reasons)s", len(links))
    words %= {"number": in_digits(len(links)), "reasons": reasons}
    return badge("differ", words)


@register.simple_tag
def claimant_badge(claimant, link=True, short=False):
    """Render a claimant's name with the icon and label of its stake; ``short`` takes the label of one word."""
    address = page_of(claimant) if link else ""
    name = format_html('<a href="{}">{}</a>', address, claimant) if address else claimant
    return format_html(
        '<span class="who">{}<b{}>{}</b> <span>{}</span></span>',
        icon(f"k-{claimant.stake}"),
        in_english(),
        name,
        (STAKES_IN_A_WORD if short else STAKES)[claimant.stake],
    )


@register.filter
def page_of(row, kept=""):
    """Return the address of a row's page with the query ``kept``; nothing for an unsaved row, read from the ledger."""
    return f"{row.get_absolute_url()}{kept}" if row.pk else ""


@register.simple_tag
def row_link(row, kept=""):
    """Render a row's name as a link to its page; as text for an unsaved row."""
    return _step(page_of(row, kept), row)


@register.simple_tag
def breadcrumbs(*steps, wholes=()):
    """Render breadcrumbs. ``steps`` are addresses and names in turn, then the page's own name.

    ``wholes`` are rows that the page's row is part of; they stand before its name.
    """
    *links, here = steps
    named = [*zip(links[::2], links[1::2], strict=True), *((page_of(whole), whole) for whole in wholes)]
    items = format_html_join("", "<li>{}</li>", ((_step(href, name),) for href, name in named))
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}<li aria-current="page"{}>{}</li></ol></nav>',
        _("Breadcrumb"),
        items,
        _language_of(here),
        here,
    )


def _step(href, name):
    link = '<a href="{}"{}>{}</a>' if href else "<span{1}>{2}</span>"
    return format_html(link, href, _language_of(name), name)


def _language_of(step):
    """Return the ``lang`` attribute of a step that is a row: its name is in English, unlike the interface."""
    return in_english() if isinstance(step, Model) else ""
