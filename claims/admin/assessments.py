"""ModelAdmin for assessments, and the page on which a reviewer approves or rejects one."""

from django.contrib import admin

from claims import workflow
from claims.admin import badges
from claims.admin.base import DeskAdmin, ReadOnly
from claims.admin.claim_pages import attach_links, with_evidence
from claims.admin.decision_pages import Decision, decision_path
from claims.choices import AssessmentState
from claims.models import Assessment, Claim
from claims.text.diff import Difference

ACTS = {"approve": workflow.approve_assessment, "reject": workflow.reject_assessment}


class AssessmentDecision(Decision):
    """Approve or reject a proposed assessment."""

    kind = "assessment"
    permission = "claims.decide_assessment"
    decisions = {"approve": "Approve", "reject": "Reject"}
    note = "Note"
    note_help = "Needed to reject: the second report only repeats the first."

    def rows(self):
        return Assessment.objects.select_related("claim", "proposed_by", "decided_by")

    def claim_of(self, row):
        return row.claim

    def decide(self, row, *, decision, note, by):
        decided = ACTS[decision](row, by=by, note=note)
        return f"{decided}: {decided.get_state_display().lower()}."

    def shown_of(self, row):
        """Return the claim with its evidence, and each field of the standing finding beside the proposed one."""
        claims = attach_links(list(with_evidence(Claim.objects.filter(pk=row.claim_id))))
        stands = next((found for found in claims[0].assessments.all() if found.state == AssessmentState.APPROVED), None)
        return {
            "assessment": row,
            "decided": row.decided,
            "claims": claims,
            "differences": [
                Difference("Verification status", row.claim.get_status_display(), row.get_status_display()),
                Difference(
                    "Credibility", stands.get_credibility_display() if stands else "", row.get_credibility_display()
                ),
                Difference("Rationale", stands.rationale if stands else "", row.rationale),
            ],
        }


@admin.register(Assessment)
class AssessmentAdmin(ReadOnly, DeskAdmin):
    """Read-only ModelAdmin for assessments; they are proposed on the pages of claims."""

    list_display = ("claim_reference", "number", "marked", "credibility", "decided", "proposed_by", "decided_by")
    list_display_links = ("claim_reference", "number")
    list_select_related = ("claim", "proposed_by", "decided_by")
    list_filter = ("state", "status")
    search_fields = ("claim__reference", "claim__statement", "rationale")
    search_help_text = "A reference, words of the statement, or words of the rationale."
    sortable_by = ()
    ordering = ("-pk",)
    fieldsets = (
        ("The finding", {"fields": ("claim", "number", "status", "credibility", "rationale")}),
        ("Proposed", {"fields": ("proposed_by", "proposed_at")}),
        ("Decided", {"fields": ("state", "decided_by", "decided_at", "decided_alone", "decision_note")}),
    )

    @admin.display(description="Claim")
    def claim_reference(self, assessment):
        return assessment.claim.reference

    @admin.display(description="Status")
    def marked(self, assessment):
        return badges.status(assessment)

    @admin.display(description="State")
    def decided(self, assessment):
        return badges.state(assessment)

    def get_urls(self):
        return [decision_path(AssessmentDecision()), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_decide_assessments"] = request.user.has_perm(AssessmentDecision.permission)
        return super().render_change_form(request, context, *args, **kwargs)
