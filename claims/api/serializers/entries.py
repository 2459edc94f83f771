from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.serializers.fields import NamedAddress, Record, Text, Whole
from claims.choices import Act


class EntryRecord(Record):
    """One decision in the ledger."""

    extras = ("state",)

    sequence = Whole(_("Its number, from 1, without gaps."))
    api_url = NamedAddress("api-entry", lambda entry: entry.sequence)
    page_url = NamedAddress("entry", lambda entry: entry.sequence, help_text=_("Where people read it."))
    act = serializers.ChoiceField(Act.choices, help_text=_("What was decided."))
    subject = serializers.CharField(help_text=_("The reference of a claim, or a link as “KO-013 denies KO-012”."))
    version = Whole(_("Counts the entries of one subject from 1."))
    recorded_at = serializers.DateTimeField(help_text=_("When it was recorded."))
    reason = Text(_("Why, in the words of whoever decided."))
    actor = serializers.UUIDField(help_text=_("Who decided: an identifier, never a login."))
    actor_name = Text(_("The name that this person chose for the public; null for none."))
    previous_hash = serializers.CharField(help_text=_("The hash of the entry before it."))
    hash = serializers.CharField(help_text=_("SHA-256 of its line in the ledger’s file."))
    withheld = serializers.BooleanField(
        help_text=_("Whether its state is not told, for the claim was withdrawn since.")
    )
    state = serializers.DictField(
        allow_null=True, help_text=_("The complete public state of the subject after it; null where it is withheld.")
    )
