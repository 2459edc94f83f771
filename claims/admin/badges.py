"""Badges for ``list_display`` columns."""

from django.utils.html import format_html

from claims.templatetags.marks import mark


def status(row):
    return mark(row, "status")


def publication(claim):
    return mark(claim, "publication")


def state(row):
    return mark(row, "state")


def basis(link):
    return mark(link, "basis")


def claimant_with_stake(claimant):
    return format_html("{} {}", claimant, mark(claimant, "stake"))
