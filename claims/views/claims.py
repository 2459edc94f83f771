from django.http import HttpResponseRedirect
from django.shortcuts import render

from claims.filters import ClaimFilter
from claims.paging import capped_count
from claims.views.facets import facets
from claims.views.rows import page_of, published_rows


def claims(request):
    """Show the list of published claims that the address asks for."""
    if _has_empty_values(request.GET):
        return HttpResponseRedirect(_without_empty_values(request))
    found = ClaimFilter(request.GET, published_rows())
    selection = found.selection()
    page = page_of(selection, found.order, request.GET)
    count = capped_count(selection)
    context = {
        "filter": found,
        "facets": facets(found),
        "chips": [(each, found.address(without=[each])) for each in found.applied],
        "kept": found.address(),
        "page": page,
        "count": count,
        "looser": [] if count else list(_looser(found)),
        "disputed": capped_count(selection.disputed()),
    }
    return render(request, "claims/claim_list.html", context)


def _looser(found):
    """Yield what taking off one filter would leave, where that is anything, the most first."""
    names = dict.fromkeys(each.name for each in found.applied)
    counted = [(name, capped_count(found.selection(without=name))) for name in names]
    for name, count in sorted(counted, key=lambda pair: -pair[1]):
        if count:
            dropped = [each for each in found.applied if each.name == name]
            yield dropped, found.address(without=dropped), count


def _has_empty_values(params):
    return any(not value for name in params for value in params.getlist(name))


def _without_empty_values(request):
    """Return the address without what a form sends for fields left empty."""
    params = request.GET.copy()
    for name in request.GET:
        params.setlist(name, [value for value in params.getlist(name) if value])
        if not params.getlist(name):
            del params[name]
    query = params.urlencode()
    return f"{request.path}?{query}" if query else request.path
