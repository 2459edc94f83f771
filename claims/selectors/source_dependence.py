"""What depends on a source: claims that rest on it, or on it alone, and sources that relay it.

Each count is a condition on claims, so that the list of the claims that it counts can be shown."""

from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import BACKING, Mode
from claims.models import Citation, Claim, Source

MAX_RELAYS_SHOWN = 50
ORIGINS = Q(bearing__in=BACKING) & ~Q(mode=Mode.RELAYED)
UNNAMED = Q(mode=Mode.RELAYED, relayed_from=None)
RESTS: dict[str, tuple[str | Promise, str | Promise]] = {
    "cited": (_("On it alone"), _("No other source is cited for them.")),
    "origin": (_("On no other origin"), _("Others may be cited, but only this one states them without relaying.")),
    "unnamed": (_("Relayed from somewhere unnamed"), _("It has them from elsewhere and does not say from where.")),
}


class Rest(NamedTuple):
    """How many of a source's claims meet one condition of ``RESTS``; ``value`` is its key there and in addresses."""

    value: str
    words: str | Promise
    meaning: str | Promise
    number: int


class Relay(NamedTuple):
    """Another source, and the number of claims in which one relays from the other."""

    source: Source
    number: int


def resting(claims, source, only="", relays=None):
    """Filter claims that cite a source: all, of one key of ``RESTS``, those in which it relays from ``relays``."""
    found = claims.filter(_cited(Q(source=source)))
    if only:
        found = found.filter(_condition(only, source))
    return found.filter(_cited(Q(source=source, relayed_from__source=relays))) if relays else found


def rests(source):
    """Return how many published claims cite a source, and a ``Rest`` for each of ``RESTS`` that any of them meets."""
    counted = resting(Claim.objects.published(), source).aggregate(
        claims=Count("pk"), **{value: Count("pk", filter=_condition(value, source)) for value in RESTS}
    )
    found = [Rest(value, words, meaning, counted[value]) for value, (words, meaning) in RESTS.items()]
    return counted["claims"], [each for each in found if each.number]


def _condition(value, source):
    of, others = Q(source=source), ~Q(source=source)
    if value == "cited":
        return ~_cited(others)
    return _cited(of & ORIGINS) & ~_cited(others & ORIGINS) if value == "origin" else _cited(of & UNNAMED)


def _cited(condition):
    return Q(Exists(Citation.objects.filter(condition, claim=OuterRef("pk"))))


def relayed_by(source):
    """Return a ``Relay`` for each source that relays from this one, the most claims first."""
    return _relays("source", relayed_from__source=source)


def relayed_from(source):
    """Return a ``Relay`` for each source from which this one relays, the most claims first."""
    return _relays("relayed_from__source", source=source)


def _relays(theirs, **ours):
    cited = Citation.objects.public().filter(relayed_from__isnull=False, **ours)
    counted = (
        cited.exclude(source=F("relayed_from__source"))
        .values_list(theirs)
        .annotate(number=Count("claim", distinct=True))
        .order_by("-number", theirs)
    )
    counts = dict(counted[:MAX_RELAYS_SHOWN])
    known = Source.objects.select_related("publisher").in_bulk(counts)
    return [Relay(known[pk], number) for pk, number in counts.items()]
