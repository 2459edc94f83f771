from django.contrib import admin

from claims.admin.base import TEXTS, DeskAdmin
from claims.models import Place


@admin.register(Place)
class PlaceAdmin(DeskAdmin):
    list_display = ("name", "kind", "part_of", "latitude", "longitude")
    list_select_related = ("part_of",)
    list_filter = ("kind",)
    search_fields = ("name", "slug")
    search_help_text = "A name, as sources write it."
    sortable_by = ("name",)
    autocomplete_fields = ("part_of",)
    prepopulated_fields = {"slug": ("name",)}
    formfield_overrides = TEXTS
    fieldsets = (
        ("Which place", {"fields": (("name", "slug"), ("kind", "part_of"))}),
        ("On the map", {"fields": (("latitude", "longitude"), "coordinate_note")}),
        ("For editors", {"fields": ("note",)}),
    )
    rests = {
        "claims": ("claim", "claims", None),
        "events": ("event", "events", None),
        "parts": ("part of it", "parts of it", None),
    }
