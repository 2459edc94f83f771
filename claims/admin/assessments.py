from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from claims import workflow
from claims.admin import badges
from claims.admin.base import DeskAdmin
from claims.admin.pages import attach_links, sentences, with_evidence
from claims.models import Assessment, Claim

ACTS = {"approve": workflow.approve_assessment, "reject": workflow.reject_assessment}


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        choices=[(name, name.capitalize()) for name in ACTS],
        error_messages={"required": "Choose: approve or reject.", "invalid_choice": "Choose: approve or reject."},
    )
    note = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        label="Note",
        help_text="Needed to reject: the second report only repeats the first.",
    )


@admin.register(Assessment)
class AssessmentAdmin(DeskAdmin):
    """Findings, read here and decided on; they are made from claims, where the evidence is."""

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

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_decide_permission(self, request):
        return request.user.has_perm("claims.decide_assessment")

    def get_urls(self):
        decide = self.admin_site.admin_view(self.decide_view)
        return [
            path("<int:assessment_id>/decide/", decide, name="claims_assessment_decide"),
            *super().get_urls(),
        ]

    def decide_view(self, request, assessment_id):
        """Show a proposed finding with its evidence; approve it or reject it."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        assessment = Assessment.objects.select_related("claim", "proposed_by").filter(pk=assessment_id).first()
        if assessment is None:
            self.message_user(request, "This assessment is no longer there.", messages.ERROR)
            return redirect("admin:claims_assessment_changelist")
        form = DecisionForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and self._decide(request, assessment, form):
            return redirect("admin:claims_claim_change", assessment.claim_id)
        claims = attach_links(list(with_evidence(Claim.objects.filter(pk=assessment.claim_id))))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Decide on {assessment}",
            "assessment": assessment,
            "claims": claims,
            "form": form,
        }
        return TemplateResponse(request, "admin/claims/assessment/decide.html", context)

    def _decide(self, request, assessment, form):
        act = ACTS[form.cleaned_data["decision"]]
        try:
            decided = act(assessment, by=request.user, note=form.cleaned_data["note"])
        except (ValidationError, PermissionDenied) as error:
            form.add_error(None, sentences(error))
            return False
        except Assessment.DoesNotExist:
            form.add_error(None, "This assessment is no longer there.")
            return False
        self.message_user(request, f"{decided}: {decided.get_state_display().lower()}.", messages.SUCCESS)
        return True

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_decide_assessments"] = self.has_decide_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)
