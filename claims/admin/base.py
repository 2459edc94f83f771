"""Base classes of the ModelAdmins: capped counts, checked parameters, locked writes, old and new values in history."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from claims import workflow
from claims.admin.history import change_message
from claims.admin.input_checks import has_nul, is_id
from claims.admin.paginator import CappedPaginator
from claims.models import Claim
from claims.rules import validation
from claims.search.pagination import capped_count, count_in_words

MAX_SEARCH_CHARACTERS = 100


class CarefulAutocomplete(AutocompleteSelect):
    """Autocomplete select that has its label as accessible name, and drops values that are no ids.

    The stock widget raises ValueError for those.
    """

    @property
    def media(self):
        return super().media + forms.Media(js=["admin/js/autocomplete.js", "claims/admin.js"])

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [text for text in value if not text or is_id(str(text))], attr)


class CarefulAutocompletes(BaseModelAdmin):
    """Use ``CarefulAutocomplete`` for ``autocomplete_fields``; related rows can be added in place, not deleted."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = CarefulAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Unchanging:
    """Mixin that denies change and delete: the rows change only through views of their own."""

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(Unchanging):
    """Mixin that denies add, change and delete."""

    def has_add_permission(self, request):
        return False


class GuardedAdmin(admin.ModelAdmin):
    """ModelAdmin that answers invalid parameters with a message and a redirect to the whole list, not an error page."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator

    def lookup_allowed(self, lookup, value, request):
        """Allow the parameters of ``list_filter`` only."""
        return lookup in self._filter_parameters(request)

    def _filter_parameters(self, request: HttpRequest) -> Iterator[str]:
        item: Any  # the name of a field, or a filter class with ``parameters()``
        for item in self.get_list_filter(request):
            if callable(item):
                yield from item.parameters()
            else:
                yield from (f"{item}__exact", f"{item}__id__exact")

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except IncorrectLookupParameters as error:
            raise DisallowedModelAdminLookup(str(error)) from error

    def changelist_view(self, request, extra_context=None):
        if not all(is_id(pk) for pk in request.POST.getlist("_selected_action")):
            return self._whole_list(request, "The selection could not be read: select the rows again")
        return self.or_whole_list(request, super().changelist_view, extra_context)

    def or_whole_list(self, request, view, *args):
        """Return the response of ``view``; redirect to the whole list where the parameters are invalid."""
        if has_nul(request.GET) or has_nul(request.POST):
            return self._whole_list(request, "The address or the form holds a character that cannot be read")
        try:
            return view(request, *args)
        except (DisallowedModelAdminLookup, IncorrectLookupParameters) as error:
            return self._whole_list(request, str(error) or "This list cannot be filtered that way")

    def _whole_list(self, request, why):
        self.message_user(request, f"{why.rstrip('.')}. The whole list is shown.", messages.ERROR)
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return redirect(f"{address}?e=1")

    def get_object(self, request, object_id, from_field=None):
        """Treat an empty ``_to_field`` as none, so that the row is found by its primary key."""
        return super().get_object(request, object_id, from_field or None)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term.replace("\x00", " ")[:MAX_SEARCH_CHARACTERS])

    def get_changeform_initial_data(self, request):
        """Prefill the form from the query string; drop relations whose value is no id."""
        initial = super().get_changeform_initial_data(request)
        return {name: value for name, value in initial.items() if self._prefills(name, value)}

    def _prefills(self, name, value):
        relations = {field.name for field in self.opts.get_fields() if field.many_to_one}
        return name not in relations or is_id(value)


class RefusedByRulesError(Exception):
    """Raised once form and formsets are saved, to refuse the edit: roll back, and show why at the form."""

    def __init__(self, refusals: list[str]) -> None:
        super().__init__(*refusals)
        self.refusals = refusals


class DeskForm(forms.ModelForm):
    """ModelForm with ``refused``, the sentences of a RefusedByRulesError, as non-field errors."""

    refused: Iterable[str] = ()

    def clean(self):
        super().clean()
        if self.refused:
            raise ValidationError(list(self.refused))


class DeskAdmin(CarefulAutocompletes, GuardedAdmin):
    """Base of the project's ModelAdmins.

    ``rests`` names the reverse relations that a row's page counts: ``{accessor: (singular, plural, parameter of the
    related list's filter or None)}``.
    """

    form = DeskForm
    list_per_page = 50
    list_max_show_all = 200
    rests: dict[str, tuple[str, str, str | None]] = {}

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = cast(type[DeskForm], super().get_form(request, obj, change, **kwargs))
        form.refused = getattr(request, "refused", ())
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Run a POST in ``write_transaction()``; on RefusedByRulesError roll back and show the form with its errors."""
        try:
            with workflow.write_transaction() if request.method == "POST" else nullcontext():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except RefusedByRulesError as error:
            request.refused = error.refusals
            return super().changeform_view(request, object_id, form_url, extra_context)

    def construct_change_message(self, request, form, formsets, add=False):
        return change_message(form, formsets, add)

    def save_model(self, request, obj, form, change):
        workflow.save_named(obj)

    def log_change(self, request, obj, message):
        """Log a change; skip a save that changed nothing, which has an empty message."""
        return super().log_change(request, obj, message) if message else None

    def get_readonly_fields(self, request, obj=None):
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, *self._fixed_once_made(), "resting") if obj else fields

    def _fixed_once_made(self):
        return [name for name in getattr(self.opts.model, "natural_fields", ()) if "__" not in name]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and self.rests:
            fieldsets.append(("Before you change or delete it", {"fields": ("resting",)}))
        return fieldsets

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if obj and self.is_public(obj) else None

    def is_public(self, obj):
        """Return whether a row has a public page."""
        public = getattr(self.model.objects, "public", None)
        return public is not None and public().filter(pk=obj.pk).exists()

    @admin.display(description="What rests on it")
    def resting(self, obj):
        found = [self._resting_on(obj, accessor) for accessor in self.rests]
        return format_html_join(", ", "{}", [(words,) for words in found if words]) or "Nothing yet."

    def _resting_on(self, obj, accessor):
        one, many, query = self.rests[accessor]
        rows = getattr(obj, accessor)
        count = capped_count(rows.all())
        if not count:
            return ""
        words = f"{count_in_words(count)} {one if count == 1 else many}"
        if not query:
            return words
        opts = rows.model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist", current_app=self.admin_site.name)
        return format_html('<a href="{}?{}={}">{}</a>', address, query, obj.slug, words)


def text_area(rows: int) -> AdminTextareaWidget:
    """Return the widget of a text area, ``rows`` lines high."""
    return AdminTextareaWidget(attrs={"rows": rows})


TEXTS: "dict[type[models.Field[Any, Any]], Mapping[str, Any]]" = {models.TextField: {"widget": text_area(3)}}


def refuse_unsupported(claims: models.QuerySet[Claim]) -> None:
    """Raise RefusedByRulesError where a standing verdict on one of ``claims`` has lost evidence that it needs."""
    if refusals := validation.unsupported(claims):
        raise RefusedByRulesError(refusals)
