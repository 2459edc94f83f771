from collections import defaultdict

from django.db.models import Count, Exists, OuterRef

from claims.models import Citation


def with_counts(sources):
    """Set ``published_count`` on each source: how many published claims cite it. One query."""
    cited = Citation.objects.public().order_by().filter(source__in=sources)
    counts = dict(cited.values_list("source").annotate(Count("claim", distinct=True)))
    for source in sources:
        source.published_count = counts[source.pk]


def with_counts_alone(sources):
    """Set ``alone_count`` on each source: how many published claims cite it and no other. One query."""
    others = Citation.objects.filter(claim=OuterRef("claim")).exclude(source=OuterRef("source"))
    cited = Citation.objects.public().order_by().filter(~Exists(others), source__in=sources)
    counts = dict(cited.values_list("source").annotate(Count("claim", distinct=True)))
    for source in sources:
        source.alone_count = counts.get(source.pk, 0)


def with_citations(claims, cited):
    """Set ``cited`` on each claim: its citations among the queryset ``cited``. One query."""
    found = defaultdict(list)
    for citation in cited.filter(claim__in=claims).order_by("pk"):
        found[citation.claim_id].append(citation)
    for claim in claims:
        claim.cited = found[claim.pk]
