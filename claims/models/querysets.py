"""Chainable querysets that read as English. No request, no hidden clock."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import connections, models
from django.db.models import Exists, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, Least
from modelsearch.queryset import SearchableQuerySetMixin

from claims.choices import (
    AGREEING_KINDS,
    CHECKABLE_KINDS,
    OPPOSING_KINDS,
    PUBLIC_ONCE,
    UNDIRECTED_KINDS,
    AssessmentState,
    Basis,
    Bearing,
    LinkKind,
    LinkState,
    Publication,
)
from claims.models.trees import Downwards, Upwards, line_up, parents_of

Row = TypeVar("Row", bound=models.Model, covariant=True)
#: Holds of claims that cannot hold together with another.
IS_DISPUTED = Q(contradiction_count__gt=0)


class NaturalQuerySet(models.QuerySet[Row]):
    """Finds a row by the fields that its model names in ``natural_fields``."""

    model: Any

    def get_by_natural_key(self, *key: Any) -> Any:
        return self.get(**dict(zip(self.model.natural_fields, key, strict=True)))


def _published_claims(**lookup: Any) -> Exists:
    from django.apps import apps

    return Exists(apps.get_model("claims.Claim").objects.published().filter(**lookup))


class TreeQuerySet(NaturalQuerySet[Row]):
    """Rows that nest: each may be part of another one. What they are asked about are rows or ids."""

    def within(self, *rows: Any) -> Self:
        """Rows that are one of ``rows`` or part of one, however deep."""
        return self._walked(Downwards, self._named(rows))

    def around(self, *rows: Any) -> Self:
        """Rows that are one of ``rows`` or that one of them is part of, however high."""
        return self._walked(Upwards, self._named(rows))

    def wholes_of(self, row: Any) -> list[Any]:
        """Return what a row is part of, the highest first: one query."""
        rows: dict[int, Any] = self.around(row).in_bulk()
        return [rows[pk] for pk in line_up(parents_of(rows.values()), row.pk)[:0:-1]]

    def _named(self, rows: Iterable[Any]) -> models.QuerySet[Any]:
        return self.model.objects.filter(pk__in=[getattr(row, "pk", row) for row in rows])

    def _told_of(self, column: str) -> Self:
        """Rows that a published claim names in its ``column``, and all that those are part of."""
        return self._walked(Upwards, self.model.objects.filter(_published_claims(**{column: OuterRef("pk")})))

    def _walked(self, walk: type[Subquery], starts: models.QuerySet[Any]) -> Self:
        table = connections[self.db].ops.quote_name(self.model._meta.db_table)
        return self.filter(pk__in=walk(starts.order_by().values("pk"), table=table))


class ClaimantQuerySet(TreeQuerySet[Row]):
    def public(self) -> Self:
        """Claimants of published claims, and publishers of what those cite."""
        named = self.model.objects.filter(_published_claims(claimant=OuterRef("pk"))).order_by()
        cited = self.model.sources.rel.related_model.objects.public().order_by()
        return self.filter(Q(pk__in=named.values("pk")) | Q(pk__in=cited.values("publisher")))


class EventQuerySet(TreeQuerySet[Row]):
    def public(self) -> Self:
        """Events that a published claim is about, themselves or one of their parts."""
        return self._told_of("event")


class PlaceQuerySet(TreeQuerySet[Row]):
    def public(self) -> Self:
        """Places that a published claim names, themselves or one of their parts."""
        return self._told_of("place")


class SourceQuerySet(NaturalQuerySet[Row]):
    def public(self) -> Self:
        return self.filter(_published_claims(citations__source=OuterRef("pk")))


class QuestionQuerySet(NaturalQuerySet[Row]):
    def public(self) -> Self:
        return self.filter(_published_claims(question=OuterRef("pk")))


class ClaimQuerySet(SearchableQuerySetMixin, NaturalQuerySet[Row]):
    def published(self) -> Self:
        return self.filter(publication=Publication.PUBLISHED)

    def public_once(self) -> Self:
        """Claims that are or were public."""
        return self.filter(publication__in=PUBLIC_ONCE)

    def disputed(self) -> Self:
        return self.filter(IS_DISPUTED)

    def undisputed(self) -> Self:
        return self.filter(contradiction_count=0)

    def checkable(self) -> Self:
        return self.filter(kind__in=CHECKABLE_KINDS)

    def hanging_on(self, claimant: Any) -> Self:
        """Claims that a claimant or a part of it makes, or publishes evidence on."""
        family = type(claimant).objects.within(claimant).order_by().values("pk")
        cited = self.model.citations.rel.related_model.objects.filter(source__publisher__in=family)
        return self.filter(Q(claimant__in=family) | Q(pk__in=cited.order_by().values("claim")))

    def without_citation(self) -> Self:
        return self.filter(citation_count=0)

    def contradicted_but_unlinked(self) -> Self:
        """Claims with an undermining citation, or a differing answer to their question, and no link that says so."""
        links = self.model._meta.apps.get_model("claims.ClaimLink").objects.opposing().exclude(state=LinkState.REJECTED)
        linked = Exists(links.filter(first=OuterRef("pk"))) | Exists(links.filter(second=OuterRef("pk")))
        citations = self.model.citations.rel.related_model.objects.filter(bearing=Bearing.UNDERMINES)
        answered = self.model.objects.exclude(position="").exclude(question=None).order_by().values("question")
        disagreed = answered.annotate(one=Min("position"), other=Max("position")).exclude(one=F("other"))
        against = Q(pk__in=citations.values("claim")) | (~Q(position="") & Q(question__in=disagreed.values("question")))
        return self.filter(against).exclude(linked)

    def for_listing(self) -> Self:
        return self.select_related("claimant", "event", "place", "question")


class CitationQuerySet(NaturalQuerySet[Row]):
    def for_reading(self) -> Self:
        return self.select_related("source__publisher", "relayed_from").order_by("source__earliest", "pk")


class ClaimLinkQuerySet(NaturalQuerySet[Row]):
    def get_by_natural_key(self, *key: Any) -> Any:
        first, second, kind = key
        either = Q(first__reference=first, second__reference=second)
        if kind in UNDIRECTED_KINDS:
            either |= Q(first__reference=second, second__reference=first)
        return self.get(either, kind=kind)

    def confirmed(self) -> Self:
        return self.filter(state=LinkState.CONFIRMED)

    def suggested(self) -> Self:
        return self.filter(state=LinkState.SUGGESTED)

    def opposing(self) -> Self:
        return self.filter(kind__in=OPPOSING_KINDS)

    def incompatible(self) -> Self:
        """Links that say of two claims that they cannot both hold."""
        return self.opposing().filter(basis=Basis.INCOMPATIBLE)

    def differing(self) -> Self:
        """Links that set two claims against each other while both can hold."""
        return self.opposing().exclude(basis=Basis.INCOMPATIBLE)

    def agreeing(self) -> Self:
        return self.filter(kind__in=AGREEING_KINDS)

    def replacing(self) -> Self:
        return self.filter(kind=LinkKind.SUPERSEDES)

    def disputing(self) -> Self:
        """Confirmed links that make the claims at both ends disputed."""
        return self.confirmed().incompatible()

    def at_odds_with(self, link: Any) -> Self:
        """Confirmed links of the same two claims that cannot stand beside ``link``."""
        others = self.confirmed().between(link.first, link.second).exclude(pk=link.pk)
        if link.disputing:
            return others.agreeing()
        return others.incompatible() if link.kind in AGREEING_KINDS else others.none()

    def public(self) -> Self:
        """Confirmed links between published claims."""
        published = Publication.PUBLISHED
        return self.confirmed().filter(first__publication=published, second__publication=published)

    def of(self, *claims: Any) -> Self:
        return self.filter(Q(first__in=claims) | Q(second__in=claims))

    def between(self, one: Any, other: Any) -> Self:
        pair = {"low": min(one.pk, other.pk), "high": max(one.pk, other.pk)}
        return self.alias(
            low=Least(F("first_id"), F("second_id")), high=Greatest(F("first_id"), F("second_id"))
        ).filter(**pair)

    def for_reading(self) -> Self:
        return self.select_related("first__claimant", "second__claimant")


class LedgerEntryQuerySet(models.QuerySet[Row]):
    def newest(self) -> Row | None:
        """Return the newest entry; None of an empty ledger."""
        return self.order_by("-sequence").first()


class AssessmentQuerySet(NaturalQuerySet[Row]):
    def approved(self) -> Self:
        return self.filter(state=AssessmentState.APPROVED)

    def proposed(self) -> Self:
        return self.filter(state=AssessmentState.PROPOSED)

    def standing(self) -> Self:
        """The finding that stands on each claim: of those approved, the one decided last."""
        later = Q(decided_at__gt=OuterRef("decided_at"))
        later |= Q(decided_at=OuterRef("decided_at"), number__gt=OuterRef("number"))
        return self.approved().exclude(Exists(self.model.objects.approved().filter(later, claim=OuterRef("claim"))))

    def newest_first(self) -> Self:
        """Approved ones decided last first, so that the standing one of each claim comes before its others."""
        return self.order_by(F("decided_at").desc(nulls_first=True), "-number")
