from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.serializers.fields import Lines, NamedAddress, PageAddress, Record, Text, Whole, Word
from claims.api.serializers.names import EventName
from claims.choices import Measure, QuestionKind


class QuestionRecord(Record):
    """One disputed point, put neutrally. Claims answer it."""

    slug = serializers.CharField(help_text=_("Its part of the address, never changes."))
    api_url = NamedAddress("api-question", lambda question: question.slug)
    page_url = PageAddress()
    text = serializers.CharField(help_text=_("The question."))
    kind = serializers.ChoiceField(QuestionKind.choices, help_text=_("What it asks for."))
    measure = Word(Measure.choices, allow_null=True, help_text=_("What is counted, where it asks how many."))
    affected = Text(_("Who or what is counted."))
    event = EventName(allow_null=True, source="public_event", help_text=_("What it is about."))
    summary = Text(_("Where the answers stand."))
    would_settle = Lines(help_text=_("What would settle it."))
    claim_count = Whole(_("How many published claims answer it."), source="published_count")
    disputed_count = Whole(_("How many of those are disputed."), source="contradicted_count")
