"""A claimant's record: counts of its claims, each out of a total and with the query of the list it counts; no score."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import CHECKABLE_KINDS, Basis, Status
from claims.glossary import EXPLAINED
from claims.models import Claimant, ClaimLink
from claims.models.claims import IS_CHECKABLE, IS_DISPUTED

MAX_OPPONENTS_SHOWN = 40
CONTRADICTED = IS_CHECKABLE & IS_DISPUTED
BACKED = IS_CHECKABLE & Q(status__in=(Status.CORROBORATED, Status.VERIFIED))
OPEN = (Status.UNVERIFIED, Status.UNDER_REVIEW)
#: What editors may have found, besides that a claim holds.
FOUND = {
    Status.INCONCLUSIVE: _("Found inconclusive"),
    Status.REFUTED: _("Found refuted"),
    Status.RETRACTED: _("Found retracted"),
}
COUNTED = {
    "claims": Count("pk"),
    "checkable": Count("pk", filter=IS_CHECKABLE),
    "contradicted": Count("pk", filter=CONTRADICTED),
}
TOLD: dict[str, Count] = {
    "without_origin": Count("pk", filter=IS_CHECKABLE & Q(independent_origins=0)),
    "backed": Count("pk", filter=BACKED),
    "backed_independently": Count("pk", filter=BACKED & Q(independent_origins__gt=0)),
    "open": Count("pk", filter=IS_CHECKABLE & Q(status__in=OPEN)),
    **{status: Count("pk", filter=IS_CHECKABLE & Q(status=status)) for status in FOUND},
}


class Tally(NamedTuple):
    """A count of a claimant's claims out of ``whole``, and the query string of the list that it counts."""

    words: str | Promise
    meaning: str | Promise
    number: int
    whole: int
    query: str


class Against(NamedTuple):
    """A count of a claimant's claims that another's oppose on one basis, and the query string of their list."""

    label: str | Promise
    number: int
    query: str


class Opponent(NamedTuple):
    """A claimant whose claims oppose another's: ``clashes`` cannot both hold (None for none), ``differences`` can."""

    claimant: Claimant
    clashes: Against | None
    differences: list[Against]


def tallies(claimant, record, own, opposed_by):
    """Yield a ``Tally`` for each fact that is counted among a claimant's checkable claims."""

    def tally(words, meaning, number, **filters):
        return Tally(words, meaning, number, record["checkable"], query(claimant, kind=CHECKABLE_KINDS, **filters))

    yield tally(
        _("Contradicted"),
        _("Another published claim cannot hold together with it. That does not say which of the two is wrong."),
        record["contradicted"], disputed=["true"],
    )  # fmt: skip
    yield tally(
        _("Contradicted by its own side"),
        _("By a claim of its own, or of a body that belongs to the same whole."),
        own, basis=[Basis.INCOMPATIBLE], against=opposed_by,
    )  # fmt: skip
    yield tally(
        _("Without an independent origin"),
        _("No publisher reported it but the claimant itself, a party to the conflict, or one who relayed it."),
        record["without_origin"], origins=[0],
    )  # fmt: skip
    yield tally(
        _("Found corroborated or verified"),
        _("Evidence of somebody else supports it."),
        record["backed"], status=(Status.CORROBORATED, Status.VERIFIED),
    )  # fmt: skip
    yield tally(
        _("Found so, with independent origins"),
        _("Publishers who are no party and relay from nobody stand behind it too."),
        record["backed_independently"], status=(Status.CORROBORATED, Status.VERIFIED), origins=[1],
    )  # fmt: skip
    meanings = EXPLAINED["status"][-1]
    for status, words in FOUND.items():
        yield tally(words, meanings[status], record[status], status=[status])
    yield tally(_("Open"), _("Nobody has concluded anything yet."), record["open"], status=OPEN)


def query(claimant, **filters):
    """Return the query string of the list of a claimant's claims, narrowed by ``filters``."""
    return urlencode({"claimant": claimant.slug, **filters}, doseq=True)


def by_its_own_side(claimant, claims):
    """Return how many checkable ``claims`` its own family contradicts, and the slugs of those who do, sorted."""
    family = list(Claimant.objects.within(claimant.whole).order_by().values_list("pk", flat=True))
    links = ClaimLink.objects.public().disputing().order_by()
    forth = links.filter(first__claimant=claimant, second__claimant__in=family)
    back = links.filter(second__claimant=claimant, first__claimant__in=family)
    opposed = claims.filter(CONTRADICTED, Q(pk__in=forth.values("first")) | Q(pk__in=back.values("second")))
    slugs = {*forth.values_list("second__claimant__slug", flat=True).distinct()}
    slugs |= {*back.values_list("first__claimant__slug", flat=True).distinct()}
    return opposed.count(), sorted(slugs)


def opponents(claimant):
    """Return up to ``MAX_OPPONENTS_SHOWN`` ``Opponent`` rows, sorted by name, and how many more there are."""
    counted: dict[int, dict[str, int]] = {}
    for other, basis, number in _opposing_links(claimant).annotate(number=Count("own", distinct=True)):
        counted.setdefault(other, {})[basis] = number
    most = sorted(counted, key=lambda pk: (-max(counted[pk].values()), pk))[:MAX_OPPONENTS_SHOWN]
    names = sorted(Claimant.objects.filter(pk__in=most), key=lambda other: str(other).lower())
    return [_opponent(claimant, other, counted[other.pk]) for other in names], len(counted) - len(most)


def _opposing_links(claimant):
    """Return the claimant at the other end and the basis of each link that opposes a claim, which is ``own``."""
    links: QuerySet = ClaimLink.objects.public().opposing().order_by()
    forth, back = links.filter(first__claimant=claimant), links.filter(second__claimant=claimant)
    return (
        ClaimLink.objects.filter(pk__in=forth.values("pk").union(back.values("pk")))
        .exclude(first__claimant=F("second__claimant"))
        .annotate(
            own=Case(When(first__claimant=claimant, then="first_id"), default="second_id"),
            other=Case(When(first__claimant=claimant, then="second__claimant_id"), default="first__claimant_id"),
        )
        .order_by()
        .values_list("other", "basis")
    )


def _opponent(claimant, other, counts):
    found = {
        basis: Against(basis.label, counts[basis], query(claimant, against=[other.slug], basis=[basis]))
        for basis in Basis
        if basis in counts
    }
    return Opponent(other, found.pop(Basis.INCOMPATIBLE, None), list(found.values()))
