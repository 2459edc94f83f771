"""The marks by which readers tell statuses, stakes and differences: always a shape and a word."""

from django import template
from django.utils.html import format_html, format_html_join

from claims.choices import CHECKABLE_KINDS, Basis, LinkKind, Stake, Status

register = template.Library()

SOLID = (Status.VERIFIED, Status.REFUTED)
STAKES = {
    Stake.PARTY: "party to the conflict",
    Stake.ALIGNED: "aligned with a party",
    Stake.INDEPENDENT: "independent",
    Stake.UNKNOWN: "stake unknown",
}


@register.simple_tag
def mark(name):
    """Draw one mark of the sprite, for the eye only: a word beside it says the same."""
    return format_html('<svg class="mark" aria-hidden="true" focusable="false"><use href="#{}"/></svg>', name)


@register.simple_tag
def status_badge(status):
    """Show a verification status."""
    solid = " solid" if status in SOLID else ""
    return format_html('<span class="badge status{}">{}{}</span>', solid, mark(f"s-{status}"), Status(status).label)


@register.simple_tag
def not_checkable():
    return format_html('<span class="badge status none">{}Not checkable</span>', mark("s-none"))


@register.simple_tag
def finding_badge(claim):
    """Show a claim's standing status, or that it is neither true nor false."""
    return status_badge(claim.status) if claim.kind in CHECKABLE_KINDS else not_checkable()


@register.simple_tag
def contradicted(count):
    """Show by how many claims that cannot also hold a claim is contradicted; nothing for none."""
    if not count:
        return ""
    return format_html('<span class="badge clash">{}Contradicted by {}</span>', mark("b-clash"), count)


@register.simple_tag
def basis_badge(link):
    """Show why the two claims of a link differ. Filled only where both cannot hold."""
    if link.disputing:
        return format_html('<span class="badge clash">{}{}</span>', mark("b-clash"), Basis.INCOMPATIBLE.label)
    words = f"Differ in {difference(link)}" if link.basis else "Differ"
    return format_html('<span class="badge differ">{}{}</span>', mark("b-differ"), words)


def difference(link):
    """Say in what the two claims of a link differ: "counting", "who is counted"."""
    return link.get_basis_display().lower()


@register.simple_tag
def verb(link):
    """Say what the first claim of a link does to the second. To contradict is kept for what cannot both hold."""
    return "differs from" if link.kind == LinkKind.CONTRADICTS and not link.disputing else link.get_kind_display()


@register.simple_tag
def differs(links):
    """Show from how many claims a claim differs without contradicting them, and in what; nothing for none."""
    if not links:
        return ""
    reasons = ", ".join(dict.fromkeys(difference(link) for link in links))
    return format_html('<span class="badge differ">{}Differs from {}: {}</span>', mark("b-differ"), len(links), reasons)


@register.simple_tag
def who(claimant, link=True, short=False):
    """Show a claimant with the flag and the words of its stake, or the one word."""
    name = format_html('<a href="{}">{}</a>', claimant.get_absolute_url(), claimant) if link else claimant
    return format_html(
        '<span class="who">{}<b>{}</b> <span>{}</span></span>',
        mark(f"k-{claimant.stake}"),
        name,
        claimant.stake if short else STAKES[claimant.stake],
    )


@register.simple_tag
def breadcrumbs(*steps):
    """Show the way to a page: addresses and names in turn, the page's own name last."""
    *links, here = steps
    items = format_html_join(
        "", '<li><a href="{}">{}</a></li>', ((href, name) for href, name in zip(links[::2], links[1::2], strict=True))
    )
    return format_html(
        '<nav class="crumbs" aria-label="Breadcrumb"><ol>{}<li aria-current="page">{}</li></ol></nav>', items, here
    )
