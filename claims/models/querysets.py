"""Chainable querysets that read as English. No request, no hidden clock."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import Greatest, Least
from modelsearch.queryset import SearchableQuerySetMixin

from claims.choices import (
    CHECKABLE_KINDS,
    OPPOSING_KINDS,
    PUBLIC_ONCE,
    UNDIRECTED_KINDS,
    AssessmentState,
    Basis,
    Bearing,
    LinkState,
    Publication,
)

#: Holds of claims that cannot hold together with another.
IS_DISPUTED = Q(contradiction_count__gt=0)


class NaturalQuerySet(models.QuerySet):
    """Finds a row by the fields that its model names in ``natural_fields``."""

    model: Any

    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.natural_fields, key, strict=True)))


def _published_claims(**lookup):
    from django.apps import apps

    return Exists(apps.get_model("claims.Claim").objects.published().filter(**lookup))


def _told_of(rows, column):
    """Rows that a published claim names in its ``column``, and those that they are part of, up to two levels above.

    Each row is looked up once: conditions on the claims of its parts would be asked anew for every row.
    """
    named = rows.model.objects.filter(_published_claims(**{column: OuterRef("pk")})).order_by()
    own, whole, top = (Q(pk__in=named.values(column)) for column in ("pk", "part_of", "part_of__part_of"))
    return rows.filter(own | whole | top)


class ClaimantQuerySet(NaturalQuerySet):
    def public(self) -> Self:
        """Claimants of published claims, and publishers of what those cite."""
        named = self.model.objects.filter(_published_claims(claimant=OuterRef("pk"))).order_by()
        cited = self.model.sources.rel.related_model.objects.public().order_by()
        return self.filter(Q(pk__in=named.values("pk")) | Q(pk__in=cited.values("publisher")))


class EventQuerySet(NaturalQuerySet):
    def public(self) -> Self:
        """Events that a published claim is about, themselves or up to two levels below."""
        return _told_of(self, "event")


class PlaceQuerySet(NaturalQuerySet):
    def public(self) -> Self:
        """Places that a published claim names, themselves or up to two levels below."""
        return _told_of(self, "place")


class SourceQuerySet(NaturalQuerySet):
    def public(self) -> Self:
        return self.filter(_published_claims(citations__source=OuterRef("pk")))


class QuestionQuerySet(NaturalQuerySet):
    def public(self) -> Self:
        return self.filter(_published_claims(question=OuterRef("pk")))


class ClaimQuerySet(SearchableQuerySetMixin, NaturalQuerySet):
    def published(self):
        return self.filter(publication=Publication.PUBLISHED)

    def public_once(self):
        """Claims that are or were public."""
        return self.filter(publication__in=PUBLIC_ONCE)

    def disputed(self):
        return self.filter(IS_DISPUTED)

    def undisputed(self):
        return self.filter(contradiction_count=0)

    def checkable(self):
        return self.filter(kind__in=CHECKABLE_KINDS)

    def without_citation(self):
        return self.filter(citation_count=0)

    def contradicted_but_unlinked(self):
        """Claims with an undermining citation, or a differing answer to their question, and no link that says so."""
        links = self.model._meta.apps.get_model("claims.ClaimLink").objects.opposing()
        linked = Exists(links.filter(first=OuterRef("pk"))) | Exists(links.filter(second=OuterRef("pk")))
        citations = self.model.citations.rel.related_model.objects.filter(bearing=Bearing.UNDERMINES)
        answered = self.model.objects.exclude(position="").exclude(question=None).order_by().values("question")
        disagreed = answered.annotate(one=Min("position"), other=Max("position")).exclude(one=F("other"))
        against = Q(pk__in=citations.values("claim")) | (~Q(position="") & Q(question__in=disagreed.values("question")))
        return self.filter(against).exclude(linked)

    def for_listing(self):
        return self.select_related("claimant", "event", "place", "question")


class CitationQuerySet(NaturalQuerySet):
    def for_reading(self):
        return self.select_related("source__publisher", "relayed_from").order_by("source__earliest", "pk")


class ClaimLinkQuerySet(NaturalQuerySet):
    def get_by_natural_key(self, first, second, kind):
        either = Q(first__reference=first, second__reference=second)
        if kind in UNDIRECTED_KINDS:
            either |= Q(first__reference=second, second__reference=first)
        return self.get(either, kind=kind)

    def confirmed(self):
        return self.filter(state=LinkState.CONFIRMED)

    def suggested(self):
        return self.filter(state=LinkState.SUGGESTED)

    def opposing(self):
        return self.filter(kind__in=OPPOSING_KINDS).exclude(state=LinkState.REJECTED)

    def disputing(self):
        """Confirmed links that make the claims at both ends disputed."""
        return self.confirmed().filter(kind__in=OPPOSING_KINDS, basis=Basis.INCOMPATIBLE)

    def public(self):
        """Confirmed links between published claims."""
        published = Publication.PUBLISHED
        return self.confirmed().filter(first__publication=published, second__publication=published)

    def of(self, *claims):
        return self.filter(Q(first__in=claims) | Q(second__in=claims))

    def between(self, one, other):
        pair = {"low": min(one.pk, other.pk), "high": max(one.pk, other.pk)}
        return self.alias(
            low=Least(F("first_id"), F("second_id")), high=Greatest(F("first_id"), F("second_id"))
        ).filter(**pair)

    def for_reading(self):
        return self.select_related("first__claimant", "second__claimant")


class LedgerEntryQuerySet(models.QuerySet):
    def newest(self) -> Any:
        """Return the newest entry; None of an empty ledger."""
        return self.order_by("-sequence").first()


class AssessmentQuerySet(NaturalQuerySet):
    def approved(self) -> Self:
        return self.filter(state=AssessmentState.APPROVED)

    def proposed(self):
        return self.filter(state=AssessmentState.PROPOSED)

    def newest_first(self):
        return self.order_by("-number")
