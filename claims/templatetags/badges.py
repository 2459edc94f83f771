"""The marks by which readers tell statuses, stakes and differences: always a shape and a word."""

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
    """Draw one icon of the sprite, for the eye only: a word beside it says the same."""
    return format_html('<svg class="mark" aria-hidden="true" focusable="false"><use href="#{}"/></svg>', name)


@register.simple_tag
def status_badge(status):
    """Show a verification status."""
    solid = " solid" if status in SOLID else ""
    return format_html('<span class="badge status{}">{}{}</span>', solid, icon(f"s-{status}"), Status(status).label)


@register.simple_tag
def not_checkable():
    return format_html('<span class="badge status none">{}{}</span>', icon("s-none"), _("Not checkable"))


@register.simple_tag
def finding_badge(claim):
    """Show a claim's standing status, or that it is neither true nor false."""
    return status_badge(claim.status) if claim.checkable else not_checkable()


@register.simple_tag
def contradicted_badge(count):
    """Show by how many claims that cannot also hold a claim is contradicted; nothing for none."""
    if not count:
        return ""
    words = ngettext("Contradicted by %(number)s", "Contradicted by %(number)s", count) % {"number": in_digits(count)}
    return format_html('<span class="badge clash">{}{}</span>', icon("b-clash"), words)


@register.simple_tag
def basis_badge(link):
    """Show why the two claims of a link differ. Filled only where both cannot hold."""
    if link.disputing:
        return format_html('<span class="badge clash">{}{}</span>', icon("b-clash"), Basis.INCOMPATIBLE.label)
    words = DIFFERENCES[link.basis][0] if link.basis in DIFFERENCES else pgettext("two claims", "Differ")
    return format_html('<span class="badge differ">{}{}</span>', icon("b-differ"), words)


def difference(link):
    """Say in what the two claims of a link differ: "counting", "who is counted"."""
    return str(DIFFERENCES[link.basis][1])


@register.simple_tag
def difference_badge(links):
    """Show from how many claims a claim differs without contradicting them, and in what; nothing for none."""
    if not links:
        return ""
    reasons = pgettext("between the items of a list", ", ").join(dict.fromkeys(difference(link) for link in links))
    words = ngettext("Differs from %(number)s: %(reasons)s", "Differs from %(number)s: %(reasons)s", len(links))
    words %= {"number": in_digits(len(links)), "reasons": reasons}
    return format_html('<span class="badge differ">{}{}</span>', icon("b-differ"), words)


@register.simple_tag
def claimant_badge(claimant, link=True, short=False):
    """Show a claimant with the flag and the words of its stake, or the one word."""
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
    """Return the address of a row's page, of the moment kept; nothing for a past row that has no page today."""
    return f"{row.get_absolute_url()}{kept}" if row.pk else ""


@register.simple_tag
def row_link(row, kept=""):
    """Show a row's name, in the editors' own words, as a link to its page where it has one."""
    return _step(page_of(row, kept), row)


@register.simple_tag
def breadcrumbs(*steps, wholes=()):
    """Show the way to a page: addresses and names in turn, rows that it is part of, the page's own name last."""
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
    """Mark a step that is named in the editors' own words: a row's name, and no word of the interface."""
    return in_english() if isinstance(step, Model) else ""
