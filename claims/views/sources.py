from collections import defaultdict

from django.db.models import Count, Exists, OuterRef
from django.shortcuts import get_object_or_404, render

from claims.choices import Publication
from claims.models import Citation, Source
from claims.paging import paginate
from claims.views.rows import page_of, published_rows


def sources(request):
    """List the documents that published claims stand in, the newest first."""
    rows = Source.objects.public().select_related("publisher")
    page = paginate(rows, "-earliest", request.GET, key="slug", size=50)
    _with_counts(page.rows)
    return render(request, "claims/source_list.html", {"page": page})


def source(request, slug):
    """Show one document: what it is, where it stands, and what rests on it."""
    source = get_object_or_404(Source.objects.public().select_related("publisher"), slug=slug)
    cited = Citation.objects.filter(source=source)
    claims = published_rows().filter(Exists(cited.filter(claim=OuterRef("pk"))))
    page = page_of(claims, "-about_earliest", request.GET)
    _with_citations(page.rows, cited)
    context = {"source": source, "page": page, "count": claims.order_by().count()}
    return render(request, "claims/source_detail.html", context)


def _with_counts(sources):
    """Set on each document how many published claims stand in it."""
    cited = Citation.objects.filter(source__in=sources, claim__publication=Publication.PUBLISHED).order_by()
    counts = dict(cited.values_list("source").annotate(Count("claim", distinct=True)))
    for source in sources:
        source.published_count = counts[source.pk]


def _with_citations(claims, cited):
    """Set on each claim how the document bears on it."""
    found = defaultdict(list)
    for citation in cited.filter(claim__in=claims).order_by("pk"):
        found[citation.claim_id].append(citation)
    for claim in claims:
        claim.cited = found[claim.pk]
