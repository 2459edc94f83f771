"""Publishing, withdrawing and sending to review, for a selection of claims."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied

from claims import workflow
from claims.admin.claim_pages import claims_asked_for
from claims.admin.forms import ReasonForm

MOST_WITHDRAWN = 50


class PublishingPages:
    def publishing_addresses(self):
        return self._addresses([("withdraw/", self.withdraw_view, "withdraw")])

    def has_publish_permission(self, request):
        return request.user.has_perm("claims.publish_claim")

    @admin.action(description="Send to review", permissions=["change"])
    def review_selected(self, request, queryset):
        self.each(request, queryset, lambda claim: workflow.send_to_review(claim, by=request.user), "sent to review")

    @admin.action(description="Publish", permissions=["publish"])
    def publish_selected(self, request, queryset):
        self.each(request, queryset, lambda claim: workflow.publish(claim, by=request.user), "published")

    @admin.action(description="Withdraw…", permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        return self.ask_about(request, queryset, "withdraw", most=MOST_WITHDRAWN)

    def withdraw_view(self, request):
        """Ask why claims are withdrawn, then withdraw them."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        claims = claims_asked_for(request)
        if not claims:
            return self.to_list(request, "Those claims are no longer there: select others.")
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            self.each(
                request, claims, lambda claim: workflow.withdraw(claim, by=request.user, reason=reason), "withdrawn"
            )
            return self.to_claim(claims[0]) if len(claims) == 1 else self.to_list(request)
        what = claims[0].reference if len(claims) == 1 else f"{len(claims)} claims"
        return self.page(request, "claim/withdraw", f"Withdraw {what}", claims=claims, form=form)
