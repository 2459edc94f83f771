"""Form and views for correction requests; the only public POST."""

import hashlib

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from claims import workflow
from claims.models import Claim
from claims.models.fields import MAX_TEXT_CHARACTERS, LineField, QuotedField

MAX_CORRECTIONS, CORRECTIONS_WINDOW = 5, 60 * 60
TOO_MANY_CORRECTIONS = _("Several corrections came from your address within the hour. Please send this one later.")


class CorrectionForm(forms.Form):
    """Form of a correction request. ``website`` is a honeypot: hidden, so only bots fill it in."""

    message = forms.CharField(
        max_length=MAX_TEXT_CHARACTERS,
        validators=QuotedField.default_validators,
        error_messages={"required": _("Say what is wrong.")},
        widget=forms.Textarea(attrs={"rows": 8, "aria-describedby": "message-help"}),
    )
    contact = forms.CharField(
        max_length=200,
        required=False,
        validators=LineField.default_validators,
        widget=forms.TextInput(attrs={"autocomplete": "email", "aria-describedby": "contact-help"}),
    )
    website = forms.CharField(required=False)


def correct(request, reference):
    """Show the form; on POST record a correction request for a published claim."""
    claim: Claim = get_object_or_404(Claim.objects.published().select_related("claimant"), reference=reference)
    form = CorrectionForm(request.POST or None, use_required_attribute=False)
    status = 200
    if request.method == "POST":
        status = _take(form, claim, request)
        if status == 302:
            return redirect("claims:corrected", claim.reference)
    return render(request, "claims/correction.html", {"form": form, "claim": claim}, status=status)


def _take(form, claim, request):
    """Record the request; return the status code: 302, 400 or 429. A filled honeypot gets 302 and is dropped."""
    if not form.is_valid():
        return 400
    if form.cleaned_data["website"]:
        return 302
    if _too_many(request):
        form.add_error(None, TOO_MANY_CORRECTIONS)
        return 429
    try:
        workflow.request_correction(claim, message=form.cleaned_data["message"], contact=form.cleaned_data["contact"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return 400
    return 302


def _too_many(request):
    """Count a request from this IP address; return whether it exceeds ``MAX_CORRECTIONS`` within the hour."""
    key = f"corrections-{hashlib.sha256(_address(request).encode()).hexdigest()}"
    cache.add(key, 0, CORRECTIONS_WINDOW)
    try:
        return cache.incr(key) > MAX_CORRECTIONS
    except ValueError:
        return False


def _address(request):
    """Return the client's IP address; with ``HTTPS``, which means behind a proxy, the last of ``X-Forwarded-For``."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


def corrected(request, reference):
    """Render the thanks for a correction request."""
    claim: Claim = get_object_or_404(Claim.objects.published(), reference=reference)
    return render(request, "claims/correction_thanks.html", {"claim": claim})
