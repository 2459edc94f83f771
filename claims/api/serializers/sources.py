from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.serializers.fields import Earliest, Latest, NamedAddress, PageAddress, Record, Text, Whole
from claims.api.serializers.names import ClaimantName
from claims.choices import SourceKind


class SourceRecord(Record):
    """One document in which published claims stand."""

    slug = serializers.CharField(help_text=_("Its part of the address, never changes."))
    api_url = NamedAddress("api-source", lambda source: source.slug)
    page_url = PageAddress()
    title = serializers.CharField(help_text=_("Its title, or what it is in our words."))
    kind = serializers.ChoiceField(SourceKind.choices, help_text=_("What kind of document it is."))
    publisher = ClaimantName(allow_null=True, help_text=_("Who put it out."))
    author = Text(_("Who signed it."))
    language = Text(_("Language tag of the document."))
    published = Text(_("When it was put out (EDTF)."))
    published_earliest = Earliest(source="published")
    published_latest = Latest(source="published")
    accessed_on = serializers.DateField(allow_null=True, help_text=_("When we read it."))
    url = Text(_("Where the document itself is."))
    archive_url = Text(_("Where a copy of it is kept."))
    sha256 = Text(_("SHA-256 of the copy that we read."))
    claim_count = Whole(_("How many published claims stand in it."), source="published_count")
