"""Claims as lists show them, read with few columns and few queries."""

from collections import defaultdict

from django.db.models import Count

from claims.models import Claim, ClaimLink
from claims.models.claims import IS_DISPUTED
from claims.search.pagination import paginate

ROW_FIELDS = (
    "reference", "kind", "status", "statement", "position", "about", "asserted", "contradiction_count",
    "independent_origins", "decided_at", "question", "claimant__name", "claimant__short_name", "claimant__slug",
    "claimant__stake",
)  # fmt: skip


def published_rows():
    """Return published claims with what a row of a list shows, in one query."""
    return Claim.objects.published().select_related("claimant").only(*ROW_FIELDS)


def page_of(claims, order, params):
    """Return a page of claims with what each differs in, in three queries."""
    page = paginate(claims, order, params, key="reference")
    with_differences(page.rows)
    return page


def with_counts(rows, by):
    """Set on each row how many published claims name it in their column ``by``, and how many of those are disputed."""
    named = Claim.objects.published().filter(**{f"{by}__in": rows}).order_by().values_list(by)
    counted = named.annotate(count=Count("pk"), contradicted=Count("pk", filter=IS_DISPUTED))
    counts = {pk: (published, contradicted) for pk, published, contradicted in counted}
    for row in rows:
        row.published_count, row.contradicted_count = counts.get(row.pk, (0, 0))
    return rows


def with_differences(claims):
    """Set ``differs`` on each claim: its public links that oppose another claim while both can hold."""
    links = ClaimLink.objects.public().of(*claims).differing()
    note_differences(claims, links.only("first", "second", "basis"))


def note_differences(claims, links):
    """Set ``differs`` on each claim: those of some differing links that have it at an end."""
    found = by_either_end(links)
    for claim in claims:
        claim.differs = found[claim.pk]


def by_either_end(links):
    """Return ``{claim id: its links}``: each link under both of its claims."""
    found = defaultdict(list)
    for link in links:
        found[link.first_id].append(link)
        found[link.second_id].append(link)
    return found
