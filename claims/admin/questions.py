from django.contrib import admin

from claims.admin.base import TEXTS, DeskAdmin
from claims.models import Question


@admin.register(Question)
class QuestionAdmin(DeskAdmin):
    list_display = ("text", "kind", "measure", "affected", "event")
    list_select_related = ("event",)
    list_filter = ("kind", "measure")
    search_fields = ("text", "slug", "event__title", "affected")
    search_help_text = "Words of the question or of its event."
    sortable_by = ("text",)
    autocomplete_fields = ("event",)
    prepopulated_fields = {"slug": ("text",)}
    formfield_overrides = TEXTS
    fieldsets = (
        ("The disputed point", {"fields": ("text", "slug", ("kind", "event"))}),
        ("Where it asks how many", {"fields": (("measure", "affected"),)}),
        ("Where the answers stand", {"fields": ("summary", "would_settle")}),
        ("For editors", {"fields": ("note",)}),
    )
    rests = {"claims": ("claim", "claims", "question")}
