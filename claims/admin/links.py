"""ModelAdmin for links, and the page on which a reviewer confirms or rejects a suggested one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from claims import workflow
from claims.admin import badges
from claims.admin.base import DeskAdmin, ReadOnly
from claims.admin.claim_pages import attach_links, sentences, tell_refusals, with_evidence
from claims.admin.decision_pages import Decision, decision_path
from claims.choices import LinkState
from claims.models import Claim, ClaimLink
from claims.text.diff import Difference


class LinkDecision(Decision):
    """Confirm or reject a suggested link."""

    kind = "link"
    permission = "claims.confirm_claimlink"
    decisions = {"confirm": "Confirm", "reject": "Reject"}
    note = "Note"
    note_help = "Needed to reject, kept with the history of both claims: they speak of different days."

    def rows(self):
        return ClaimLink.objects.select_related("first__claimant", "second__claimant", "proposed_by", "reviewed_by")

    def claim_of(self, row):
        return row.first

    def decide(self, row, *, decision, note, by):
        if row.state != LinkState.SUGGESTED:
            raise ValidationError(f"{row} is {row.get_state_display().lower()} already.")
        if decision == "reject" and not note:
            raise ValidationError("Say why it is rejected.")
        act = workflow.confirm_link if decision == "confirm" else workflow.reject_link
        decided = act(row, by=by, note=note)
        return f"{decided}: {decided.get_state_display().lower()}."

    def shown_of(self, row):
        """Return both claims with their evidence, and what would change in public."""
        claims = attach_links(list(with_evidence(Claim.objects.filter(pk__in=[row.first_id, row.second_id]))))
        decided = row.state != LinkState.SUGGESTED
        return {"link": row, "decided": decided, "claims": claims, "differences": list(_differences(row))}


@admin.register(ClaimLink)
class ClaimLinkAdmin(ReadOnly, DeskAdmin):
    """Read-only ModelAdmin for links, with actions that decide on them; they are made on the pages of claims."""

    list_display = ("first_claim", "kind", "second_claim", "why", "decided", "proposed_by")
    list_display_links = ("first_claim", "kind", "second_claim")
    list_select_related = ("first", "second", "proposed_by")
    list_filter = ("state", "kind", "basis")
    search_fields = ("first__reference", "second__reference", "rationale", "first__statement", "second__statement")
    search_help_text = "A reference, words of a statement, or words of the rationale."
    sortable_by = ()
    ordering = ("-pk",)
    actions = ("confirm_selected", "reject_selected")
    fieldsets = (
        ("Who stands against whom", {"fields": ("first", "kind", "second")}),
        ("Why", {"fields": ("basis", "rationale", "note")}),
        ("Its state", {"fields": ("state", "origin", "proposed_by", "proposed_at", "reviewed_by", "reviewed_at")}),
    )

    @admin.display(description="First claim")
    def first_claim(self, link):
        return _shortly(link.first)

    @admin.display(description="Second claim")
    def second_claim(self, link):
        return _shortly(link.second)

    @admin.display(description="Basis")
    def why(self, link):
        return badges.basis(link)

    @admin.display(description="State")
    def decided(self, link):
        return badges.state(link)

    def has_confirm_permission(self, request):
        return request.user.has_perm("claims.confirm_claimlink")

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:link_id>/confirm/", wrap(self.confirm_view), name="claims_claimlink_confirm"),
            path("<int:link_id>/reject/", wrap(self.reject_view), name="claims_claimlink_reject"),
            decision_path(LinkDecision()),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def confirm_view(self, request, link_id):
        return self._decide_one(request, link_id, workflow.confirm_link)

    @method_decorator(require_POST)
    def reject_view(self, request, link_id):
        return self._decide_one(request, link_id, workflow.reject_link)

    @admin.action(description="Confirm", permissions=["confirm"])
    def confirm_selected(self, request, queryset):
        self._decide(request, queryset, workflow.confirm_link)

    @admin.action(description="Reject", permissions=["confirm"])
    def reject_selected(self, request, queryset):
        self._decide(request, queryset, workflow.reject_link)

    def _decide_one(self, request, link_id, act):
        if not self.has_confirm_permission(request):
            raise PermissionDenied
        links = ClaimLink.objects.filter(pk=link_id)
        if not links:
            self.message_user(request, "This link is no longer there.", messages.ERROR)
        self._decide(request, links, act)
        return redirect(self._where_from(request))

    def _decide(self, request, links, act):
        refusals = []
        for link in links.select_related("first", "second"):
            try:
                decided = act(link, by=request.user)
            except (ValidationError, PermissionDenied) as error:
                refusals += sentences(error)
            except ClaimLink.DoesNotExist:
                refusals.append(f"{link} is no longer there.")
            else:
                self.message_user(request, f"{decided}: {decided.get_state_display().lower()}.", messages.SUCCESS)
        tell_refusals(request, refusals)

    def _where_from(self, request):
        """Return ``next`` of the form where it is a path of this site, else the change list."""
        address = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(address, allowed_hosts=None):
            return address
        return reverse("admin:claims_claimlink_changelist")

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_decide_links"] = self.has_confirm_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)


def _differences(link):
    known = ClaimLink.objects.disputing().between(link.first, link.second).exists()
    for claim, other in ((link.first, link.second), (link.second, link.first)):
        adds = link.disputing and other.is_published and not known
        count = claim.contradiction_count
        yield Difference(f"{claim.reference}, contradictions", str(count), str(count + adds))
        yield Difference(f"{claim.reference}, disputed", _yes_or_no(count), _yes_or_no(count + adds))
    if link.first.is_published and link.second.is_published:
        yield Difference("What the public reads", "", f"{link}. {link.rationale}")


def _yes_or_no(count):
    return "Yes" if count else "No"


def _shortly(claim):
    return f"{claim.reference} {Truncator(claim.statement).chars(70)}"
