from collections import Counter

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render

from claims.choices import CHECKABLE_KINDS, OPPOSING_KINDS, Basis, Status
from claims.models import Claim, Claimant, ClaimLink
from claims.paging import paginate
from claims.views.rows import page_of, published_rows, with_counts


def claimants(request):
    """List whoever makes or publishes what is claimed, by name."""
    page = paginate(Claimant.objects.public(), "name", request.GET, key="slug", size=50)
    with_counts(page.rows, "claimant")
    return render(request, "claims/claimant_list.html", {"page": page})


def claimant(request, slug):
    """Show one claimant: its record in counts, who contradicts it, its claims."""
    claimant = get_object_or_404(Claimant.objects.public().select_related("part_of"), slug=slug)
    claims = published_rows().filter(claimant=claimant)
    context = {
        "claimant": claimant,
        "aliases": claimant.aliases.splitlines(),
        "record": record(Claim.objects.published().filter(claimant=claimant)),
        "opponents": opponents(claimant),
        "parts": Claimant.objects.public().filter(part_of=claimant),
        "whole": Claimant.objects.public().filter(pk=claimant.part_of_id).first(),
        "sources": claimant.sources.public().count(),
        "page": page_of(claims, "-about_earliest", request.GET),
    }
    return render(request, "claims/claimant_detail.html", context)


def record(claims):
    """Count claims by what became of them. Counts with their whole, never a score."""
    counted = claims.aggregate(
        claims=Count("pk"),
        checkable=Count("pk", filter=Q(kind__in=CHECKABLE_KINDS)),
        contradicted=Count("pk", filter=Q(contradiction_count__gt=0)),
        without_origin=Count("pk", filter=Q(independent_origins=0)),
        **{status: Count("pk", filter=Q(status=status, kind__in=CHECKABLE_KINDS)) for status in Status.values},
    )
    statuses = [(status, counted[status]) for status in Status.values if counted[status]]
    return {**counted, "statuses": statuses}


def opponents(claimant):
    """Return ``(claimant, count)`` for those whose claims cannot hold together with this one's, most often first."""
    links = ClaimLink.objects.public().filter(kind__in=OPPOSING_KINDS, basis=Basis.INCOMPATIBLE)
    pairs = set(links.filter(first__claimant=claimant).values_list("first", "second", "second__claimant"))
    turned = links.filter(second__claimant=claimant).values_list("second", "first", "first__claimant")
    counts = Counter(other for _own, _theirs, other in pairs | set(turned))
    names = Claimant.objects.in_bulk(counts)
    return [(names[pk], count) for pk, count in counts.most_common()]
