"""Admin action and view that assess one claim or several."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError

from claims import workflow
from claims.admin.claim_pages import (
    ask_about,
    attach_links,
    claims_asked_for,
    render_page,
    sentences,
    to_claim,
    to_list,
)
from claims.admin.input_checks import ProseInput, choice_field
from claims.choices import Credibility, Status
from claims.models import Claim

MAX_ASSESSED_AT_ONCE = 20


class AssessForm(forms.Form):
    """Form of one finding for all ticked claims; without checkboxes for a single claim."""

    status = forms.ChoiceField(
        choices=[("", "Choose a status"), *Status.choices],
        label="Verification status",
        help_text="Corroborated, verified, refuted and retracted wait for a second person.",
    )
    credibility = forms.ChoiceField(
        choices=Credibility,
        initial=Credibility.UNKNOWN,
        label="Credibility",
        help_text="From 1 to 6, judged apart from the claimant’s reliability.",
    )
    rationale = ProseInput(
        rows=4,
        label="Rationale",
        help_text="What the finding rests on: two agencies on the spot report it independently.",
    )
    claims = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label="Claims it is about",
        error_messages={"required": "Tick at least one claim."},
    )

    def __init__(self, *args, claims, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(claim.pk): claim for claim in claims}
        if len(claims) == 1:
            del self.fields["claims"]
        else:
            choice_field(self, "claims").choices = [(key, str(claim)) for key, claim in self.known.items()]
            self.fields["claims"].initial = list(self.known)

    def chosen(self):
        return [self.known[key] for key in self.cleaned_data.get("claims") or self.known]


@admin.action(description="Assess…", permissions=["assess"])
def assess_selected(modeladmin, request, queryset):
    return ask_about(request, queryset, "assess", most=MAX_ASSESSED_AT_ONCE)


@permission_required("claims.add_assessment", raise_exception=True)
def assess_view(request):
    """Show the form beside the claims' links, citations and earlier findings; on POST record the finding."""
    claims = attach_links(claims_asked_for(request))
    if not claims:
        return to_list(request, "Those claims are no longer there: select others.")
    if len(claims) > MAX_ASSESSED_AT_ONCE:
        return to_list(request, f"Select at most {MAX_ASSESSED_AT_ONCE} claims to assess.")
    form = AssessForm(request.POST if request.method == "POST" else None, claims=claims)
    if request.method == "POST" and form.is_valid() and _assess(request, form):
        return to_claim(claims[0]) if len(claims) == 1 else to_list(request)
    proposes = not request.user.has_perm("claims.assess_claim")
    what = claims[0].reference if len(claims) == 1 else f"{len(claims)} claims"
    title = f"Propose an assessment of {what}" if proposes else f"Assess {what}"
    return render_page(request, "claim/assess", title, claims=claims, form=form, proposes=proposes)


def _assess(request, form):
    """Record the finding on all chosen claims or on none; return whether it did, with refusals as form errors."""
    answers = {name: form.cleaned_data[name] for name in ("status", "credibility", "rationale")}
    made = []
    try:
        with workflow.write_transaction():
            for claim in form.chosen():
                try:
                    made.append(workflow.assess(claim, **answers, by=request.user))
                except (ValidationError, PermissionDenied, Claim.DoesNotExist) as error:
                    for sentence in sentences(error):
                        form.add_error(None, f"{claim.reference}: {sentence}")
            if form.errors:
                raise ValidationError("Nothing was recorded.")
    except ValidationError:
        return False
    for assessment in made:
        waits = "stands now" if assessment.decided else "proposed; it waits for a reviewer"
        messages.success(request, f"{assessment}: {waits}.")
    return True
