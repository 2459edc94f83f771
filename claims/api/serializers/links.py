from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.serializers.fields import NamedAddress, Record, Word
from claims.choices import Basis, LinkKind


class LinkRecord(Record):
    """How two published claims stand to each other, and why."""

    first = serializers.CharField(source="first.reference", help_text=_("The reference of the claim it begins at."))
    second = serializers.CharField(source="second.reference", help_text=_("The reference of the claim it ends at."))
    kind = serializers.ChoiceField(LinkKind.choices, help_text=_("What the first claim does to the second."))
    basis = Word(
        Basis.choices, allow_null=True, help_text=_("Why the two differ. Only “incompatible” makes them disputed.")
    )
    disputing = serializers.BooleanField(help_text=_("Whether the two cannot both hold."))
    rationale = serializers.CharField(help_text=_("Why, in a sentence or two."))
    confirmed_at = serializers.DateTimeField(source="reviewed_at", help_text=_("When an editor confirmed it."))
    api_url = NamedAddress(
        "api-link", lambda link: link.first.reference, lambda link: link.kind, lambda link: link.second.reference
    )
