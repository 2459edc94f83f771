"""View of the matrix: opposing links between claims, counted by pair of claimants."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import BigIntegerField, Case, Count, F, Q, Value, When
from django.db.models.functions import Cast, Greatest, Least
from django.shortcuts import render
from django.utils.translation import gettext as _

from claims.charts.matrix import Pair, matrix, most_contradicting
from claims.choices import Basis
from claims.glossary import EXPLAINED
from claims.models import Claim, Claimant, ClaimLink
from claims.models.links import IS_AGREEING, IS_OPPOSING
from claims.search.claim_filter import ClaimFilter

SIZES = (12, 24, 40)
MAX_PAIRS_SHOWN, MAX_TOPICS_SHOWN, MAX_OTHERS_SHOWN = 30, 3, 200
#: Above any claim id: a pair of ids becomes one number, so that COUNT(DISTINCT) counts a pair once.
BEYOND = Value(2**31, output_field=BigIntegerField())
OF_ONE_PAIR = Cast(Greatest("first", "second"), BigIntegerField()) * BEYOND + Least("first", "second")

#: A link's claimants, smaller id first; by id, since grouping by text takes several times as long.
BY_CLAIMANTS = {
    "one": Least("first__claimant", "second__claimant"),
    "other": Greatest("first__claimant", "second__claimant"),
}


@dataclass
class Between:
    """Two claimants (or one twice), the counts of their opposed claims, and the topics of these."""

    one: Claimant
    other: Claimant
    clashes: int
    differences: int
    query: str
    topics: list

    @property
    def own(self):
        return self.one == self.other


def who_contradicts_whom(request):
    """Show how many claims of each claimant contradict those of each other."""
    found = ClaimFilter({"event": request.GET.getlist("event")}, Claim.objects.published())
    links = opposing_links(found)
    counted = counted_by_claimants(links)
    pairs = pairs_of_claimants(counted)
    ranked = most_contradicting(pairs)
    size, problem = asked_size(request.GET.get("most", ""))
    people = {row.slug: row for row in Claimant.objects.filter(slug__in=ranked[: size + MAX_OTHERS_SHOWN])}
    drawn = matrix(pairs, ranked[:size])
    events = urlencode([("event", each.value) for each in found.applied])
    told = [
        pair for pair in sorted(pairs, key=_most_first) if pair.opposed and {pair.one, pair.other} <= set(ranked[:size])
    ]
    context = {
        "filter": found,
        "events": found.clean_values.get("event", []),
        "kept": f"{events}&" if events else "",
        "problem": problem,
        "matrix": drawn,
        "columns": [people[slug] for slug in drawn.order],
        "rows": [(people[cells[0].row], [(people[cell.column], cell) for cell in cells]) for cells in drawn.rows],
        "pairs": with_topics(told[:MAX_PAIRS_SHOWN], people, links),
        "more_pairs": len(told) - MAX_PAIRS_SHOWN,
        "bases": why_they_differ(counted),
        "others": [people[slug] for slug in ranked[size : size + MAX_OTHERS_SHOWN]],
        "left_out": len(ranked[size:]),
        "sizes": [each for each in SIZES if each != size and (each < len(ranked) or each < size)],
        "size": size,
    }
    status = 400 if problem or found.errors else 200
    return render(request, "claims/matrix.html", context, status=status)


def asked_size(text):
    """Return the number of claimants to show, one of ``SIZES``, and an error message or ""."""
    if not text:
        return SIZES[0], ""
    if text in map(str, SIZES):
        return int(text), ""
    sizes = ", ".join(map(str, SIZES))
    return SIZES[0], _("Choose how many claimants to show: %(sizes)s.") % {"sizes": sizes}


def opposing_links(found):
    """Return the public links; where ``found`` filters by events, those with both claims about them or their parts."""
    links = ClaimLink.objects.public()
    events = found.clean_values.get("event")
    if not events:
        return links
    within = found.filters["event"].tree.within(events)
    return links.filter(first__event__in=within, second__event__in=within)


def counted_by_claimants(links):
    """Count pairs of claims by claimants and by basis. 1 query."""
    reasons = {basis: Count(OF_ONE_PAIR, distinct=True, filter=IS_OPPOSING & Q(basis=basis)) for basis in Basis.values}
    return list(
        links.filter(IS_OPPOSING | IS_AGREEING)
        .order_by()
        .values(**BY_CLAIMANTS)
        .annotate(
            opposed=Count(OF_ONE_PAIR, distinct=True, filter=IS_OPPOSING),
            agreements=Count(OF_ONE_PAIR, distinct=True, filter=IS_AGREEING),
            **reasons,
        )
    )


def pairs_of_claimants(counted):
    """Return the counts as ``charts.matrix.Pair``s with slugs. 1 query."""
    ids = {row[end] for row in counted for end in BY_CLAIMANTS}
    slugs = dict(Claimant.objects.filter(pk__in=ids).values_list("pk", "slug"))
    return [_pair(row, slugs) for row in counted]


def _pair(row, slugs):
    one, other = _ends(row, slugs)
    clashes = row[Basis.INCOMPATIBLE]
    return Pair(one, other, clashes, row["opposed"] - clashes, row["agreements"])


def _ends(row, slugs):
    """Return the slugs of a counted row's claimants, sorted."""
    return sorted(slugs[row[end]] for end in BY_CLAIMANTS)


def _most_first(pair):
    return (-pair.clashes, -pair.differences, pair.one, pair.other)


def with_topics(pairs, people, links):
    """Return a ``Between`` for each of ``pairs``. 1 query."""
    topics = _topics(pairs, people, links)
    return [
        Between(
            people[pair.one], people[pair.other], pair.clashes, pair.differences,
            urlencode({"claimant": pair.one, "against": pair.other}), topics[pair.one, pair.other][:MAX_TOPICS_SHOWN],
        )
        for pair in pairs
    ]  # fmt: skip


def _topics(pairs, people, links):
    """Return by pair of claimants the questions or events that their links are about, the most frequent first."""
    slugs = {row.pk: slug for slug, row in people.items()}
    shared = When(first__question=F("second__question"), then="first__question__text")
    ends = {people[slug].pk for pair in pairs for slug in (pair.one, pair.other)}
    counted = (
        links.opposing()
        .filter(first__claimant__in=ends, second__claimant__in=ends)
        .order_by()
        .values(**BY_CLAIMANTS, topic=Case(shared, default="first__event__title"))
        .annotate(number=Count(OF_ONE_PAIR, distinct=True))
        .order_by("-number", "topic")
    )
    found = defaultdict(list)
    for row in counted:
        if row["topic"]:
            found[tuple(_ends(row, slugs))].append(row["topic"])
    return found


def why_they_differ(counted):
    """Return ``(look, basis, count, meaning)`` for each basis that occurs."""
    counts = {basis: sum(row[basis] for row in counted) for basis in Basis}
    meanings = EXPLAINED["basis"][-1]
    looks = {Basis.INCOMPATIBLE: "clash"}
    return [(looks.get(basis, "differ"), basis, counts[basis], meanings[basis]) for basis in Basis if counts[basis]]
