"""ModelAdmin for correction requests, and the page on which a reviewer answers one."""

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from claims import workflow
from claims.admin import badges
from claims.admin.base import DeskAdmin, ReadOnly
from claims.admin.claim_pages import attach_links, with_evidence
from claims.admin.decision_pages import Decision, decision_path
from claims.choices import CorrectionState
from claims.ledger.entries import read_entry
from claims.models import Claim, CorrectionRequest, LedgerEntry
from claims.text.diff import Difference

#: Text fields of a claim's ledger entries, with their labels.
TEXTS = (
    ("statement", "Statement"),
    ("position", "Its answer"),
    ("about", "When it happened"),
    ("asserted", "When it was said"),
    ("quotation", "Quotation"),
    ("original_text", "Original text"),
)


class CorrectionDecision(Decision):
    """Answer a correction request."""

    kind = "correction"
    name = "answer"
    permission = "claims.answer_correctionrequest"
    decisions = {"corrected": "Corrected", "declined": "Declined"}
    note = "Answer"
    note_help = "The public reads it: the day is put right. Or why nothing changes: the source itself says the 7th."

    def rows(self):
        return CorrectionRequest.objects.select_related("claim", "answered_by")

    def claim_of(self, row):
        return row.claim

    def decide(self, row, *, decision, note, by):
        answered = workflow.answer_correction(row, by=by, state=decision, answer=note)
        return f"{answered}: {answered.get_state_display().lower()}."

    def shown_of(self, row):
        """Return the claim with its evidence, and what has changed in it since the request was received."""
        claims = attach_links(list(with_evidence(Claim.objects.filter(pk=row.claim_id))))
        history = Difference("Its public history", "", f"corrected on {date_format(timezone.now(), 'j F Y')}")
        return {
            "correction": row,
            "decided": row.state != CorrectionState.OPEN,
            "claims": claims,
            "changed": list(_changed_since(row)),
            "differences": [history] if row.claim.is_published else [],
        }


@admin.register(CorrectionRequest)
class CorrectionAdmin(ReadOnly, DeskAdmin):
    """Read-only ModelAdmin for correction requests; ``contact`` shows only to who may answer them."""

    list_display = ("received_at", "claim_reference", "said", "answered", "answered_by")
    list_display_links = ("received_at", "claim_reference")
    list_select_related = ("claim", "answered_by")
    list_filter = ("state",)
    search_fields = ("claim__reference", "message", "answer")
    search_help_text = "A reference, or words of the message or the answer."
    sortable_by = ()
    ordering = ("-pk",)

    @admin.display(description="Claim")
    def claim_reference(self, request):
        return request.claim.reference

    @admin.display(description="Message")
    def said(self, request):
        return Truncator(request.message).chars(110)

    @admin.display(description="State")
    def answered(self, request):
        return badges.state(request)

    def get_fieldsets(self, request, obj=None):
        contact = ("contact",) if request.user.has_perm(CorrectionDecision.permission) else ()
        return [
            ("The request", {"fields": ("claim", "message", *contact, "received_at")}),
            ("The answer", {"fields": ("state", "answer", "answered_by", "answered_at")}),
        ]

    def get_urls(self):
        return [decision_path(CorrectionDecision()), *super().get_urls()]


def _changed_since(row):
    """Yield a ``Difference`` for each text field that changed since the request was received."""
    entries = LedgerEntry.objects.filter(subject=row.claim.reference, recorded_at__lte=row.received_at)
    entry = entries.newest()
    then = read_entry(entry).state if entry else {}
    for name, label in TEXTS:
        old, new = then.get(name, ""), getattr(row.claim, name)
        if entry and old != new:
            yield Difference(label, old, new)
