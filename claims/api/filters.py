"""FilterSets of the API's lists; that of claims is ``search.claim_filter.ClaimFilter``."""

from datetime import UTC, datetime, time

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import (
    Act,
    Basis,
    ClaimantKind,
    Credibility,
    LinkKind,
    QuestionKind,
    SourceKind,
    Stake,
    Status,
)
from claims.ledger.entries import entries_about
from claims.models import Claim, Claimant, Event, Question
from claims.search.fields import DayField, RowsField
from claims.search.filters import DayFilter, LanguagesFilter, OneFilter, PartsFilter, RowsFilter, SomeFilter

YES_NO = [("true", _("Yes")), ("false", _("No"))]


class Filters(django_filters.FilterSet):
    """FilterSet with the interface of ClaimFilter: ``selection()`` returns the filtered queryset."""

    def selection(self):
        return self.qs

    def passing(self, rows, _name, _value):
        return rows


class ReferencesFilter(SomeFilter):
    """Filter by the references of claims that are or were public."""

    field_class = RowsField

    def __init__(self, **kwargs):
        public = Claim.objects.public_once
        super().__init__(
            find=lambda wanted: {claim.reference: claim for claim in public().filter(reference__in=wanted)}, **kwargs
        )


class SinceFilter(django_filters.Filter):
    """Filter rows recorded on a day (UTC) or later."""

    field_class = DayField

    def filter(self, rows, value):
        if not value:
            return rows
        _text, span = value
        return rows.filter(**{f"{self.field_name}__gte": datetime.combine(span.earliest, time.min, UTC)})


class LinkFilter(Filters):
    claim = ReferencesFilter(label=_("Claims at either end"), method="by_claim")
    claimant = RowsFilter(label=_("Claimants at either end"), model=Claimant, method="by_claimant")
    question = RowsFilter(label=_("Questions that both ends answer"), model=Question, method="by_question")
    kind = SomeFilter(label=_("Kind of the link"), field_name="kind", choices=LinkKind.choices)
    basis = SomeFilter(label=_("Why the two differ"), field_name="basis", choices=Basis.choices)
    disputing = OneFilter(label=_("Whether the two cannot both hold"), choices=YES_NO, method="by_dispute")
    since = SinceFilter(label=_("Confirmed on this day or later"), field_name="reviewed_at", max_length=40)

    def by_claim(self, links, _name, value):
        return links.of(*value)

    def by_claimant(self, links, _name, value):
        either = Q(first__claimant__in=value) | Q(second__claimant__in=value)
        return links.filter(either)

    def by_question(self, links, _name, value):
        return links.filter(first__question__in=value, second__question__in=value)

    def by_dispute(self, links, _name, value):
        return links.incompatible() if value == "true" else links.exclude(pk__in=links.incompatible().values("pk"))


class QuestionFilter(Filters):
    event = RowsFilter(label=_("Events that it is about"), field_name="event", model=Event)
    kind = SomeFilter(label=_("What it asks for"), field_name="kind", choices=QuestionKind.choices)


class ClaimantFilter(Filters):
    kind = SomeFilter(label=_("Kind of claimant"), field_name="kind", choices=ClaimantKind.choices)
    stake = SomeFilter(label=_("Stake of the claimant"), field_name="stake", choices=Stake.choices)
    part_of = PartsFilter(label=_("Bodies that it belongs to"), model=Claimant)


class EventFilter(Filters):
    part_of = PartsFilter(label=_("Events that it is part of"), model=Event)
    date_after = DayFilter(label=_("Happened from"), field_name="date", lookup_expr="after", max_length=40)
    date_before = DayFilter(label=_("Happened up to"), field_name="date", lookup_expr="before", max_length=40)


class SourceFilter(Filters):
    claim = ReferencesFilter(label=_("Claims that stand in it"), method="by_claim")
    publisher = RowsFilter(label=_("Publisher"), field_name="publisher", model=Claimant)
    kind = SomeFilter(label=_("Kind of document"), field_name="kind", choices=SourceKind.choices)
    language = LanguagesFilter(label=_("Language of the document"), field_name="language")
    published_after = DayFilter(label=_("Published from"), field_name="published", lookup_expr="after", max_length=40)
    published_before = DayFilter(
        label=_("Published up to"), field_name="published", lookup_expr="before", max_length=40
    )

    def by_claim(self, sources, _name, value):
        claims = Claim.objects.published().filter(pk__in=[claim.pk for claim in value])
        return sources.filter(citations__claim__in=claims).distinct()


class AssessmentFilter(Filters):
    claim = ReferencesFilter(label=_("Claims that it is about"), field_name="claim")
    claimant = RowsFilter(label=_("Claimants of those claims"), field_name="claim__claimant", model=Claimant)
    status = SomeFilter(label=_("Status that it gave"), field_name="status", choices=Status.choices)
    credibility = SomeFilter(label=_("Credibility that it gave"), field_name="credibility", choices=Credibility.choices)
    since = SinceFilter(label=_("Decided on this day or later"), field_name="decided_at", max_length=40)


class EntryFilter(Filters):
    claim = ReferencesFilter(label=_("Claims, with the links at either end of them"), method="by_claim")
    act = SomeFilter(label=_("What was decided"), field_name="act", choices=Act.choices)
    since = SinceFilter(label=_("Recorded on this day or later"), field_name="recorded_at", max_length=40)
    sort = OneFilter(
        label=_("Order"), choices=[("newest", _("Newest first")), ("oldest", _("Oldest first"))], method="passing"
    )

    def by_claim(self, entries, _name, value):
        return entries.filter(entries_about(*(claim.reference for claim in value)))
