from django.contrib import admin
from django.db import models

from claims import workflow
from claims.admin.base import TEXTS, DeskAdmin, refuse_unsupported
from claims.admin.doubtful_dates import ConfirmsDates, DatedForm
from claims.admin.filters import PublisherFilter
from claims.admin.import_export import ExchangeAdmin, SourceResource
from claims.dates import in_words
from claims.models import Claim, Source


@admin.register(Source)
class SourceAdmin(ConfirmsDates, ExchangeAdmin, DeskAdmin):
    form = DatedForm
    resource_classes = (SourceResource,)
    list_display = ("title", "kind", "publisher", "dated", "language")
    list_select_related = ("publisher",)
    list_filter = ("kind", PublisherFilter)
    search_fields = ("title", "slug", "url", "author", "publisher__name", "publisher__short_name")
    search_help_text = "Words of the title, an address, an author or a publisher."
    sortable_by = ()
    ordering = ("-pk",)
    autocomplete_fields = ("publisher",)
    prepopulated_fields = {"slug": ("title",)}
    formfield_overrides = {
        **TEXTS,
        models.DateField: {"error_messages": {"invalid": "Write the day like 2023-10-06."}},
    }
    fieldsets = (
        ("The document", {"fields": ("title", "slug", ("kind", "language"), ("publisher", "author"))}),
        ("When and where to find it", {"fields": (("published", "accessed_on"), "url", "archive_url", "sha256")}),
        ("For editors", {"fields": ("note",)}),
    )
    rests = {"citations": ("citation", "citations", None)}

    @admin.display(description="Published on")
    def dated(self, source):
        return in_words(source.published)

    def save_model(self, request, obj, form, change):
        """Save, and recount origins where ``publisher`` changed: it decides what counts as independent.

        Raises RefusedByRulesError where a standing verdict would lose its evidence.
        """
        super().save_model(request, obj, form, change)
        if change and "publisher" in form.changed_data:
            claims = Claim.objects.filter(pk__in=obj.citations.values("claim"))
            refuse_unsupported(claims)
            workflow.recount(claims)
