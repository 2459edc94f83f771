"""Admin actions that publish claims, send them to review or withdraw them; the view that withdraws."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required

from claims import workflow
from claims.admin.claim_pages import ask_about, claims_asked_for, for_each, render_page, to_claim, to_list
from claims.admin.forms import ReasonForm

MAX_WITHDRAWN_AT_ONCE = 50


@admin.action(description="Send to review", permissions=["change"])
def review_selected(modeladmin, request, queryset):
    for_each(request, queryset, lambda claim: workflow.send_to_review(claim, by=request.user), "sent to review")


@admin.action(description="Publish", permissions=["publish"])
def publish_selected(modeladmin, request, queryset):
    for_each(request, queryset, lambda claim: workflow.publish(claim, by=request.user), "published")


@admin.action(description="Withdraw…", permissions=["publish"])
def withdraw_selected(modeladmin, request, queryset):
    return ask_about(request, queryset, "withdraw", most=MAX_WITHDRAWN_AT_ONCE)


@permission_required("claims.publish_claim", raise_exception=True)
def withdraw_view(request):
    """Show the form for the reason; on POST withdraw the claims."""
    claims = claims_asked_for(request)
    if not claims:
        return to_list(request, "Those claims are no longer there: select others.")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        for_each(request, claims, lambda claim: workflow.withdraw(claim, by=request.user, reason=reason), "withdrawn")
        return to_claim(claims[0]) if len(claims) == 1 else to_list(request)
    what = claims[0].reference if len(claims) == 1 else f"{len(claims)} claims"
    return render_page(request, "claim/withdraw", f"Withdraw {what}", claims=claims, form=form)
