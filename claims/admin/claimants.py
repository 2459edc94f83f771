from django.contrib import admin

from claims import workflow
from claims.admin.base import TEXTS, DeskAdmin, refuse_unsupported
from claims.admin.import_export import ClaimantResource, ExchangeAdmin
from claims.models import Claim, Claimant
from claims.templatetags.marks import mark


@admin.register(Claimant)
class ClaimantAdmin(ExchangeAdmin, DeskAdmin):
    resource_classes = (ClaimantResource,)
    list_display = ("name", "short_name", "kind", "standing", "reliability", "part_of")
    list_select_related = ("part_of",)
    list_filter = ("kind", "stake", "reliability")
    search_fields = ("name", "short_name", "aliases", "slug")
    search_help_text = "A name, a short name or another name."
    sortable_by = ("name",)
    autocomplete_fields = ("part_of",)
    prepopulated_fields = {"slug": ("name",)}
    formfield_overrides = TEXTS
    fieldsets = (
        ("Who it is", {"fields": ("name", ("short_name", "slug"), ("kind", "part_of"), "aliases", "description")}),
        ("How far to trust it", {"fields": ("stake", "reliability", "reliability_note")}),
        ("Elsewhere, and for editors", {"fields": (("url", "wikidata_id"), "note")}),
    )
    rests = {
        "claims": ("claim", "claims", "claimant"),
        "sources": ("source", "sources", "publisher"),
        "parts": ("part of it", "parts of it", None),
    }

    @admin.display(description="Stake")
    def standing(self, claimant):
        return mark(claimant, "stake")

    def save_model(self, request, obj, form, change):
        """Save, and recount origins where ``stake`` or ``part_of`` changed: both decide what counts as independent.

        Raises RefusedByRulesError where a standing verdict would lose its evidence.
        """
        super().save_model(request, obj, form, change)
        if change and "part_of" in form.changed_data:
            refuse_unsupported(Claim.objects.hanging_on(obj))
        if change and {"stake", "part_of"} & set(form.changed_data):
            workflow.recount_around(obj)
