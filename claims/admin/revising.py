"""ModelAdmin mixin that asks to confirm an edit of a published claim."""

from django.contrib import admin, messages

from claims.admin.claim_pages import render_page
from claims.admin.history import differences, typed_otherwise
from claims.models import Claim

#: Fields of the confirmation page itself; all others are the edit's, carried along as hidden inputs.
OF_THE_PAGE = ("csrfmiddlewaretoken", "_confirmed", "_back")
NOT_SAVED = "Nothing is saved yet. What you typed is kept below."


class NotConfirmedError(Exception):
    """Raised after an edit of a published claim was saved unconfirmed: the transaction rolls back."""

    def __init__(self, found):
        super().__init__(found)
        self.differences = found


class RevisingPages(admin.ModelAdmin):
    """Mixin of ClaimAdmin that shows the differences of a valid edit of a published claim before it is saved."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_back" in request.POST:
            request.refused = (NOT_SAVED,)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotConfirmedError as error:
            return self._ask_to_confirm(request, Claim.objects.get(pk=object_id), error.differences)

    def confirm_first(self, request, claim, form, formsets):
        """Raise NotConfirmedError where the claim is published and the edit is not confirmed yet."""
        if claim.is_published and "_confirmed" not in request.POST:
            raise NotConfirmedError(differences(form, formsets))

    def _ask_to_confirm(self, request, claim, found):
        typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in OF_THE_PAGE]
        return render_page(
            request,
            "claim/confirm",
            "You are about to change what the public reads",
            claims=[claim],
            differences=found,
            reason=request.POST.get("reason", ""),
            typed=typed,
        )

    def render_change_form(self, request, context, *args, **kwargs):
        """Show the form after "back" without errors; add to a stale one how its inline rows differ from the stored."""
        if [list(errors) for errors in context["errors"] or ()] == [[NOT_SAVED]]:
            context["errors"] = None
            self.message_user(request, NOT_SAVED, messages.INFO)
        if getattr(context["adminform"].form, "stale", False):
            rows = context["inline_admin_formsets"]
            context["typed_otherwise"] = [found for shown in rows for found in typed_otherwise(shown.formset)]
        return super().render_change_form(request, context, *args, **kwargs)
