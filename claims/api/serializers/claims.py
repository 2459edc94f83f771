from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.serializers.assessments import FindingRecord
from claims.api.serializers.fields import Earliest, Latest, NamedAddress, PageAddress, Record, Text, Whole
from claims.api.serializers.links import LinkRecord
from claims.api.serializers.names import ClaimantName, EventName, PlaceName, QuestionName
from claims.choices import Bearing, Bound, ClaimKind, Measure, Mode, Status


class CitedSource(serializers.Serializer):
    slug = serializers.CharField(help_text=_("Its part of the address."))
    title = serializers.CharField()
    url = Text(_("Where the document itself is."))
    published = Text(_("When it was put out (EDTF)."))
    publisher = ClaimantName(allow_null=True, help_text=_("Who put it out."))


class CitationRecord(serializers.Serializer):
    number = Whole(_("Counts the citations of one claim from 1."))
    bearing = serializers.ChoiceField(Bearing.choices, help_text=_("How the source bears on the claim."))
    mode = serializers.ChoiceField(Mode.choices, help_text=_("How the source came by what it says."))
    relayed_from = Whole(
        _("The number of the citation that this one repeats."), source="relayed_number", allow_null=True
    )
    locator = Text(_("Where in the source."))
    excerpt = Text(_("A few words of the source."))
    source = CitedSource()  # type: ignore[assignment]


class QuantityRecord(serializers.Serializer):
    measure = serializers.ChoiceField(Measure.choices, help_text=_("What is counted."))
    affected = serializers.CharField(help_text=_("Who or what is counted."))
    low = Whole(_("The least that the claim allows."), allow_null=True)
    best = Whole(_("The number given."), allow_null=True)
    high = Whole(_("The most that the claim allows."), allow_null=True)
    unit = serializers.CharField(help_text=_("People, vehicles, days."))
    bound = serializers.ChoiceField(
        Bound.choices, help_text=_("How the number is meant; where it is “vague” there is none, only words.")
    )
    verbatim = Text(_("As worded."))


class StandingStatus(serializers.ChoiceField):
    """ChoiceField of a claim's status; null where the claim is not checkable."""

    def get_attribute(self, instance):
        return instance.status if instance.checkable else None


class ClaimRecord(Record):
    """One assertion by one claimant."""

    extras = ("citations", "quantities", "links", "assessments")

    reference = serializers.CharField(help_text=_("Short and citable, never changes."))
    api_url = NamedAddress("api-claim", lambda claim: claim.reference)
    page_url = PageAddress()
    kind = serializers.ChoiceField(ClaimKind.choices, help_text=_("What kind of assertion it is."))
    statement = serializers.CharField(help_text=_("In our own neutral words."))
    quotation = Text(_("Words that a source itself puts in quotation marks."))
    original_text = Text(_("The claim in the language it was made in, where we have it."))
    language = Text(_("Language tag of the original text."))
    position = Text(_("Its answer to the question in a few words."))
    claimant = ClaimantName(help_text=_("Who says it."))
    event = EventName(allow_null=True, help_text=_("What it is about."))
    question = QuestionName(allow_null=True, help_text=_("The disputed point that it answers."))
    place = PlaceName(allow_null=True, help_text=_("Where it is said to have happened."))
    asserted = Text(_("When it was said (EDTF)."))
    asserted_earliest = Earliest(source="asserted")
    asserted_latest = Latest(source="asserted")
    about = Text(_("When it happened (EDTF)."))
    about_earliest = Earliest(source="about")
    about_latest = Latest(source="about")
    checkable = serializers.BooleanField(help_text=_("Whether it can be true or false."))
    status = StandingStatus(
        Status.choices, allow_null=True, help_text=_("What editors concluded; null where it is not checkable.")
    )
    disputed = serializers.BooleanField(help_text=_("Whether another published claim cannot hold together with it."))
    contradiction_count = Whole(_("How many published claims cannot hold together with it."))
    citation_count = Whole(_("How many citations it has."))
    independent_origins = Whole(_("Publishers who relay from no other, without the claimant and the parties."))
    supersedes = Text(_("The reference of the earlier claim of the same claimant that it replaces."), source="replaces")
    version = Whole(_("Counts its entries in the ledger."))
    published_at = serializers.DateTimeField(
        allow_null=True, help_text=_("When the public could first read it; null as of a past day.")
    )
    updated_at = serializers.DateTimeField(help_text=_("When its record last changed."))
    citations = CitationRecord(many=True, source="read_citations", help_text=_("Where it stands."))
    quantities = QuantityRecord(many=True, source="read_quantities", help_text=_("The figures that it gives."))
    links = LinkRecord(many=True, source="read_links", help_text=_("How it stands to other claims."))
    assessments = FindingRecord(
        many=True, source="read_findings", help_text=_("What editors concluded, the newest first.")
    )
