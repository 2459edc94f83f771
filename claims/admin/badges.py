"""Short marks that tell a state by shape and word; the shape is the stylesheet's."""

from django.utils.html import format_html


def badge(family, value, label):
    """Return a mark such as ``<span class="mark mark-status-refuted">Refuted</span>``."""
    return format_html('<span class="mark mark-{}-{}">{}</span>', family, value, label)


def status(row):
    return badge("status", row.status, row.get_status_display())


def publication(claim):
    return badge("publication", claim.publication, claim.get_publication_display())


def state(row):
    return badge("state", row.state, row.get_state_display())


def basis(link):
    return badge("basis", link.basis, link.get_basis_display()) if link.basis else ""


def claimant_with_stake(claimant):
    return format_html(
        '{} <span class="mark mark-stake-{}">{}</span>', claimant, claimant.stake, claimant.get_stake_display()
    )
