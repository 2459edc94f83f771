"""Short serializers of related rows, nested in records."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.serializers.fields import Text
from claims.choices import Stake


class ClaimantName(serializers.Serializer):
    slug = serializers.CharField(help_text=_("Its part of the address."))
    name = serializers.CharField(source="__str__", help_text=_("As readers know it."))
    stake = serializers.ChoiceField(Stake.choices, help_text=_("How it stands to the conflict."))


class EventName(serializers.Serializer):
    slug = serializers.CharField(help_text=_("Its part of the address."))
    title = serializers.CharField()


class QuestionName(serializers.Serializer):
    slug = serializers.CharField(help_text=_("Its part of the address."))
    text = serializers.CharField()


class PlaceName(serializers.Serializer):
    slug = serializers.CharField(help_text=_("The word that filters take."))
    name = serializers.CharField()


class PlaceRecord(PlaceName):
    latitude = serializers.FloatField(allow_null=True, help_text=_("Degrees north (WGS 84), where a source gives it."))
    longitude = serializers.FloatField(allow_null=True, help_text=_("Degrees east (WGS 84), where a source gives it."))
    coordinate_note = Text(_("Where the coordinates come from and how sure they are."))
