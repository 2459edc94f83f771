from django.contrib import admin

from claims.admin.base import TEXTS, DeskAdmin
from claims.admin.doubtful_dates import ConfirmsDates, DatedForm
from claims.dates import in_words
from claims.models import Event


@admin.register(Event)
class EventAdmin(ConfirmsDates, DeskAdmin):
    form = DatedForm
    list_display = ("title", "when", "place", "part_of")
    list_select_related = ("place", "part_of")
    search_fields = ("title", "slug", "place__name", "date")
    search_help_text = "Words of the title, a place, or a date like 2023-10-06."
    sortable_by = ("title", "when")
    autocomplete_fields = ("place", "part_of")
    prepopulated_fields = {"slug": ("title",)}
    formfield_overrides = TEXTS
    fieldsets = (
        ("What happened", {"fields": ("title", "slug", "summary")}),
        ("When and where", {"fields": (("date", "place"), "part_of")}),
        ("For editors", {"fields": ("note",)}),
    )
    rests = {
        "claims": ("claim", "claims", "event"),
        "questions": ("question", "questions", None),
        "parts": ("part of it", "parts of it", None),
    }

    @admin.display(description="Date", ordering="earliest")
    def when(self, event):
        return in_words(event.date)
