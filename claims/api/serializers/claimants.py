from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.serializers.fields import Lines, NamedAddress, PageAddress, Record, Text, Whole
from claims.choices import ClaimantKind, Reliability, Stake


class ClaimantRecord(Record):
    """Whoever asserts, or publishes what is cited."""

    slug = serializers.CharField(help_text=_("Its part of the address, never changes."))
    api_url = NamedAddress("api-claimant", lambda claimant: claimant.slug)
    page_url = PageAddress()
    name = serializers.CharField(help_text=_("In full."))
    short_name = Text(_("As readers know it."))
    kind = serializers.ChoiceField(ClaimantKind.choices, help_text=_("What kind of claimant it is."))
    stake = serializers.ChoiceField(Stake.choices, help_text=_("How it stands to the conflict."))
    part_of = Text(_("The slug of the body that it belongs to."), source="whole_slug")
    aliases = Lines(help_text=_("Its other names."))
    reliability = serializers.ChoiceField(
        Reliability.choices, help_text=_("Admiralty code, letters; judged apart from any one claim.")
    )
    reliability_note = Text(_("What the reliability rests on."))
    description = Text(_("Who it is, in our own words."))
    website = Text(_("Its own website."), source="url")
    wikidata_id = Text(_("Its number at Wikidata."))
    claim_count = Whole(_("How many published claims it makes."), source="published_count")
    disputed_count = Whole(_("How many of those are disputed."), source="contradicted_count")
