"""Inlines of the claim admin: citations and quantities."""

from django.contrib import admin

from claims.admin.base import CarefulAutocompletes
from claims.admin.forms import CitationFormSet, QuantityForm, RowsOfAClaim
from claims.models import Citation, Quantity


class CitationInline(CarefulAutocompletes, admin.StackedInline):
    model = Citation
    formset = CitationFormSet
    autocomplete_fields = ("source",)
    fields = ("source", ("bearing", "mode"), "relayed_from", ("locator", "excerpt"))

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "relayed_from":
            pk = request.resolver_match.kwargs.get("object_id", "")
            kwargs["queryset"] = Citation.objects.filter(claim=pk if pk.isdecimal() else None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class QuantityInline(admin.StackedInline):
    model = Quantity
    form = QuantityForm
    formset = RowsOfAClaim
    fields = (("measure", "affected", "unit"), ("bound", "low", "best", "high"), "verbatim")
    extra = 0
