"""List filters of the admin change lists: explicit choices, at most 30 related rows, no ``SELECT DISTINCT``."""

from abc import abstractmethod
from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from claims.admin.queue import drafts_of, waiting_for
from claims.models import Claim, Claimant, Event, Question, Source

MAX_FILTER_CHOICES = 30


class ChoiceFilter(admin.SimpleListFilter):
    """SimpleListFilter that raises IncorrectLookupParameters for a value that is no choice."""

    parameter_name: str

    @classmethod
    def parameters(cls) -> list[str]:
        return [cls.parameter_name]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        if self.value() not in dict(self.lookup_choices):
            raise IncorrectLookupParameters(f"“{self.value()}” is not a choice of the filter “{self.title}”")
        return self.narrowed(request, queryset)

    @abstractmethod
    def narrowed(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return ``queryset`` narrowed to the chosen value."""


class DisputedFilter(ChoiceFilter):
    title = "disputed"
    parameter_name = "disputed"

    def lookups(self, request, model_admin):
        return [("yes", "Disputed"), ("no", "Not disputed")]

    def narrowed(self, request, queryset):
        return queryset.disputed() if self.value() == "yes" else queryset.undisputed()


class ToDoFilter(ChoiceFilter):
    title = "to do"
    parameter_name = "todo"

    def lookups(self, request, model_admin):
        return [
            ("waiting", "Waiting for me"),
            ("drafts", "My drafts"),
            ("uncited", "No citation"),
            ("unlinked", "Contradicted but unlinked"),
        ]

    def narrowed(self, request, queryset):
        match self.value():
            case "waiting":
                return queryset.filter(waiting_for(request.user))
            case "drafts":
                return queryset.filter(pk__in=drafts_of(request.user))
            case "uncited":
                return queryset.without_citation()
            case _:
                return queryset.contradicted_but_unlinked()


class RelatedFilter(ChoiceFilter):
    """Filter by a related row's slug. Offers the first ``MAX_FILTER_CHOICES`` in use, and the chosen one."""

    template = "admin/claims/closed_filter.html"
    model: type[Claimant | Event | Question]
    rows: type[Claim | Source] = Claim

    def lookups(self, request, model_admin):
        used = Exists(self.rows.objects.filter(**{self.parameter_name: OuterRef("pk")}))
        rows: list[Claimant | Event | Question] = list(self.model.objects.filter(used)[:MAX_FILTER_CHOICES])
        if self.value() and self.value() not in {row.slug for row in rows}:
            rows += self.model.objects.filter(slug=self.value())
        return [(row.slug, str(row)) for row in rows]

    def narrowed(self, request, queryset):
        return queryset.filter(**{f"{self.parameter_name}__slug": self.value()})


class ClaimantFilter(RelatedFilter):
    title = "claimant"
    parameter_name = "claimant"
    model = Claimant


class EventFilter(RelatedFilter):
    title = "event"
    parameter_name = "event"
    model = Event


class QuestionFilter(RelatedFilter):
    title = "question"
    parameter_name = "question"
    model = Question


class AboutFilter(admin.ListFilter):
    """Filter claims by a range of days that their ``about`` may fall in; either end may be empty."""

    title = "when it happened"
    template = "admin/claims/claim/about_filter.html"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for name in self.parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    @staticmethod
    def parameters():
        return ["about_from", "about_to"]

    def expected_parameters(self):
        return self.parameters()

    def has_output(self):
        return True

    def choices(self, changelist):
        """Yield the template's context: the typed days, and the other parameters to keep as hidden inputs."""
        kept = changelist.get_filters_params()
        hidden = [(name, value) for name, values in kept.items() if name not in self.parameters() for value in values]
        if changelist.query:
            hidden.append(("q", changelist.query))
        yield {
            "hidden": hidden,
            "first": self.used_parameters.get("about_from", ""),
            "last": self.used_parameters.get("about_to", ""),
            "without": changelist.get_query_string(remove=self.parameters()),
        }

    def queryset(self, request, queryset):
        first, last = (self._day(name) for name in self.parameters())
        if first or last:
            queryset = queryset.exclude(about="")
        if first:
            queryset = queryset.filter(about_latest__gte=first)
        if last:
            queryset = queryset.filter(about_earliest__lte=last)
        return queryset

    def _day(self, name):
        text = self.used_parameters.get(name)
        if not text:
            return None
        try:
            return date.fromisoformat(str(text))
        except ValueError as error:
            raise IncorrectLookupParameters(f"“{text}” is not a day: write it like 2023-10-06") from error


class PublisherFilter(RelatedFilter):
    title = "publisher"
    parameter_name = "publisher"
    model = Claimant
    rows = Source
