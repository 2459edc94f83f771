"""View that compares two to six claims side by side."""

from itertools import combinations
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.ledger import history
from claims.models import Claim, ClaimLink
from claims.selectors.as_of import asked_moment
from claims.selectors.comparison import read_now, read_then
from claims.views.sections.figures import axes, told_of_figures

MIN_CLAIMS_COMPARED, MAX_CLAIMS_COMPARED = 2, 6
#: More references than this are not read at all, and no reference is longer.
MAX_REFERENCES_READ, MAX_REFERENCE_CHARACTERS = 50, 20
RELATED = ("claimant", "event", "place__part_of", "question")


class Pair(NamedTuple):
    """Two of the claims, and the links between them."""

    first: Claim
    second: Claim
    links: list[ClaimLink]


def compare(request):
    """Compare the claims of ``?claim=``; redirect to the canonical URL, with sorted references."""
    references = chosen(request.GET)
    if request.GET.getlist("claim") != references:
        return HttpResponseRedirect(address(references, request.GET))
    asked = asked_moment(request.GET)
    claims, links = _then(references, asked.moment) if asked.moment else _now(references)
    missing = [reference for reference in references if reference not in claims]
    problem = _problem(references, missing, asked.moment)
    compared = [] if problem else list(claims.values())
    context = {
        **asked.context,
        **told_of_figures(*axes(compared)),
        "here": address(references),
        "problem": problem,
        "missing": missing,
        "chosen": [(reference, _without(references, reference, request.GET)) for reference in references],
        "claims": compared,
        "columns": [(claim, _without(references, claim.reference, request.GET)) for claim in compared],
        "pairs": [] if problem else pairs(compared, links),
        "more": len(references) < MAX_CLAIMS_COMPARED,
        "kept_filters": [{"name": "claim", "value": reference} for reference in references],
    }
    status = asked.status if not problem else 404 if missing and len(references) <= MAX_CLAIMS_COMPARED else 400
    return render(request, "claims/compare.html", context, status=status)


def chosen(params):
    """Return the references of ``?claim=``, upper-case, sorted, without duplicates."""
    named = {text.strip().upper()[:MAX_REFERENCE_CHARACTERS] for text in params.getlist("claim")[:MAX_REFERENCES_READ]}
    return sorted(named - {""})


def address(references, params=None):
    """Return the URL that compares claims, with ``as_of`` or ``entry`` of ``params``."""
    moment = [(name, params[name]) for name in ("as_of", "entry") if params and params.get(name)]
    query = urlencode([*(("claim", reference) for reference in references), *moment])
    return reverse("claims:compare") + (f"?{query}" if query else "")


def pairs(claims, links):
    """Return each pair of claims with the links between them, the linked pairs first."""
    found = [
        Pair(first, second, [link for link in links if {link.first_id, link.second_id} == {first.pk, second.pk}])
        for first, second in combinations(claims, 2)
    ]
    return sorted(found, key=lambda pair: not pair.links)


def _without(references, reference, params):
    return address([each for each in references if each != reference], params)


def _now(references):
    found = (
        Claim.objects.published().select_related(*RELATED).filter(reference__in=references[: MAX_CLAIMS_COMPARED + 1])
    )
    claims = {claim.reference: claim for claim in found.order_by("reference")}
    return claims, read_now(list(claims.values()))


def _then(references, moment):
    found = history.rebuild_claims(history.published_entries(moment, references[: MAX_CLAIMS_COMPARED + 1]))
    claims = dict(sorted(found.items()))
    return claims, read_then(claims, moment)


def _problem(references, missing, moment):
    """Return why these references cannot be compared and what to do; "" where they can."""
    if len(references) > MAX_CLAIMS_COMPARED:
        return ngettext(
            "%(number)d claim is too many to read side by side. Take some off, until six are left.",
            "%(number)d claims are too many to read side by side. Take some off, until six are left.",
            len(references),
        ) % {"number": len(references)}
    if missing and moment:
        return _("No such claim stood published then. Take it off, or go back to today.")
    if missing:
        return _("No published claim has this reference. Take it off, or correct it.")
    if len(references) < MIN_CLAIMS_COMPARED:
        return _("It takes two claims to compare. Tick them in the list of claims, or add one by its reference.")
    return ""
