from collections import defaultdict

from django.db.models import Count, Exists, OuterRef

from claims.choices import Publication
from claims.models import Citation

PUBLISHED = Citation.objects.filter(claim__publication=Publication.PUBLISHED).order_by()


def with_counts(sources):
    """Set on each document how many published claims stand in it."""
    cited = PUBLISHED.filter(source__in=sources)
    counts = dict(cited.values_list("source").annotate(Count("claim", distinct=True)))
    for source in sources:
        source.published_count = counts[source.pk]


def with_counts_alone(sources):
    """Set on each document for how many published claims no other is cited."""
    others = Citation.objects.filter(claim=OuterRef("claim")).exclude(source=OuterRef("source"))
    cited = PUBLISHED.filter(~Exists(others), source__in=sources)
    counts = dict(cited.values_list("source").annotate(Count("claim", distinct=True)))
    for source in sources:
        source.alone_count = counts.get(source.pk, 0)


def with_citations(claims, cited):
    """Set on each claim how the document bears on it."""
    found = defaultdict(list)
    for citation in cited.filter(claim__in=claims).order_by("pk"):
        found[citation.claim_id].append(citation)
    for claim in claims:
        claim.cited = found[claim.pk]
