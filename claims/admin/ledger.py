"""Read-only ModelAdmin for ledger entries."""

import json

from django.contrib import admin
from django.utils.html import format_html

from claims.admin.base import DeskAdmin, ReadOnly
from claims.models import LedgerEntry


@admin.register(LedgerEntry)
class LedgerAdmin(ReadOnly, DeskAdmin):
    list_display = ("sequence", "subject", "act", "recorded_at")
    list_display_links = ("sequence", "subject")
    list_filter = ("act",)
    search_fields = ("subject",)
    search_help_text = "A claim’s reference finds its own entries and those of its links."
    sortable_by = ()
    ordering = ("-sequence",)
    fieldsets = (
        ("What was decided", {"fields": ("sequence", "subject", "version", "act", "recorded_at")}),
        ("As it is kept", {"fields": ("said", "previous_hash", "hash")}),
    )

    @admin.display(description="Entry")
    def said(self, entry):
        """Render the body as indented JSON, verbatim where it is not JSON. The hash is of the stored form."""
        try:
            body = json.dumps(json.loads(entry.body), indent=2, ensure_ascii=False)
        except (ValueError, RecursionError):
            body = entry.body
        return format_html('<pre class="desk-json">{}</pre>', body)

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "said")
