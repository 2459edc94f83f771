"""List view of claims, as of now with facets, or as of a past moment."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from claims.ledger import history
from claims.search import spelling
from claims.search.claim_filter import ClaimFilter
from claims.search.facets import facets
from claims.search.pagination import capped_count, paginate
from claims.selectors.as_of import asked_moment
from claims.selectors.claims import note_differences, page_of, published_rows
from claims.selectors.claims_as_of import answered, selected_then


def claims(request):
    """List the published claims that the query string selects; redirect where it holds empty values."""
    if _has_empty_values(request.GET):
        return HttpResponseRedirect(_without_empty_values(request))
    found, asked = ClaimFilter(request.GET, published_rows()), asked_moment(request.GET)
    if asked.moment:
        return claims_then(request, found, asked)
    selection = found.selection()
    page = page_of(selection, found.order, request.GET)
    count = capped_count(selection)
    context = {
        "filter": found,
        "facets": facets(found, count, more=request.GET.get("more", "")),
        "chips": [(each, found.address(without=[each])) for each in found.applied],
        "address": found.address(),
        "searched": found.clean_values.get("q"),
        "meant": _meant(found),
        "selection_title": ", ".join(each.text for each in found.applied[:3]),
        "page": page,
        "count": count,
        "looser": [] if count else list(_looser(found)),
        "disputed": capped_count(selection.disputed()),
        "kept_filters": answered(found),
        **asked.context,
    }
    return render(request, "claims/claim_list.html", context, status=asked.status)


def claims_then(request, found, asked):
    """List the claims published at a moment, rebuilt from the ledger, the latest changed first."""
    moment = asked.moment
    selection = selected_then(moment, found.clean_values)
    page = paginate(selection, "-sequence", request.GET, key="sequence")
    claims = history.rebuild_claims(page.rows)
    links = history.rebuild_links(claims, moment)
    note_differences(claims.values(), [link for link in links if link.differing])
    kept = answered(found)
    unanswered = {str(each.label) for each in found.applied if each not in kept}
    if "sort" in found.clean_values:
        unanswered.add(str(found.filters["sort"].label))
    addresses = ["&".join([moment.query, *_pairs(kept, without=each)]) for each in kept]
    context = {
        "filter": found,
        "unanswered": sorted(unanswered),
        "chips": list(zip(kept, addresses, strict=True)),
        "kept_filters": kept,
        "page": page,
        "claims": list(claims.values()),
        "count": capped_count(selection),
        "today_query": "?" + urlencode([(each.name, each.value) for each in found.applied]),
        **asked.context,
    }
    return render(request, "claims/claim_list_then.html", context)


def _pairs(applied, without):
    return [urlencode({each.name: each.value}) for each in applied if each != without]


class Looser(NamedTuple):
    """The selection without one filter: the filter's values, the URL without them, the count of claims."""

    dropped: list
    address: str
    left: int

    @property
    def text(self):
        """Return the filter as text: "Kind: Call, Denial"."""
        values = ", ".join(each.text for each in self.dropped)
        return gettext("%(label)s: %(values)s") % {"label": self.dropped[0].label, "values": values}


def _meant(found):
    """Return ``(corrected words, URL)`` for a search that found no claim with all of its words; else None."""
    searched = found.clean_values.get("q")
    if not searched or (searched.ids and searched.every_word):
        return None
    words = spelling.meant(searched.text)
    return words and (words, found.address(words=words))


def _looser(found):
    """Yield a ``Looser`` for each filter without which the selection is not empty, the most claims first.

    Yield nothing for a search alone: without it all claims are selected.
    """
    if len(found.applied) == 1 and "q" in found.clean_values:
        return
    names = dict.fromkeys(each.name for each in found.applied)
    counted = [(name, capped_count(found.selection(without=name))) for name in names]
    for name, count in sorted(counted, key=lambda pair: -pair[1]):
        if count:
            dropped = [each for each in found.applied if each.name == name]
            yield Looser(dropped, found.address(without=dropped), count)


def _has_empty_values(params):
    return any(not value for name in params for value in params.getlist(name))


def _without_empty_values(request):
    """Return the URL without the empty values that a form submits."""
    params = request.GET.copy()
    for name in request.GET:
        params.setlist(name, [value for value in params.getlist(name) if value])
        if not params.getlist(name):
            del params[name]
    query = params.urlencode()
    return f"{request.path}?{query}" if query else request.path
