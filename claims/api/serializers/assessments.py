from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.serializers.fields import NamedAddress, PageAddress, Record, Text, Whole
from claims.choices import Credibility, Status


class FindingRecord(Record):
    """What editors concluded about a claim. It never changes; a new one follows it."""

    number = Whole(_("Counts the findings on one claim from 1."))
    status = serializers.ChoiceField(Status.choices, help_text=_("The verification status that it gave."))
    credibility = serializers.ChoiceField(
        Credibility.choices, help_text=_("The claim’s credibility (Admiralty code, numbers).")
    )
    rationale = serializers.CharField(help_text=_("What the finding rests on."))
    decision_note = Text(_("What whoever decided added."))
    decided_alone = serializers.BooleanField(help_text=_("Whether one person proposed it and decided on it."))
    decided_at = serializers.DateTimeField(
        allow_null=True, help_text=_("When it began to stand; null as of a past day.")
    )


class AssessmentRecord(FindingRecord):
    """A decided finding, with the claim that it is about."""

    claim = serializers.CharField(source="claim.reference", help_text=_("The reference of the claim."))
    api_url = NamedAddress("api-assessment", lambda finding: finding.claim.reference, lambda finding: finding.number)
    page_url = PageAddress(of=lambda finding: finding.claim)
