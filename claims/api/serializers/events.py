from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.serializers.fields import Earliest, Latest, NamedAddress, PageAddress, Record, Text, Whole
from claims.api.serializers.names import PlaceRecord


class EventRecord(Record):
    """Something that happened, or is said to have."""

    slug = serializers.CharField(help_text=_("Its part of the address, never changes."))
    api_url = NamedAddress("api-event", lambda event: event.slug)
    page_url = PageAddress()
    title = serializers.CharField(help_text=_("Neutral and short."))
    summary = Text(_("One or two sentences that no side would dispute."))
    date = Text(_("When it happened (EDTF)."))
    date_earliest = Earliest(source="date")
    date_latest = Latest(source="date")
    place = PlaceRecord(allow_null=True, help_text=_("Where it happened."))
    part_of = Text(_("The slug of the event that it is part of."), source="whole_slug")
    claim_count = Whole(_("How many published claims are about it itself."), source="published_count")
    disputed_count = Whole(_("How many of those are disputed."), source="contradicted_count")
