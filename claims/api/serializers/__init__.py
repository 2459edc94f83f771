"""Serializers of public rows, shared by the API, the downloads and the dump."""

from claims.api.serializers.assessments import AssessmentRecord
from claims.api.serializers.claimants import ClaimantRecord
from claims.api.serializers.claims import ClaimRecord
from claims.api.serializers.entries import EntryRecord
from claims.api.serializers.events import EventRecord
from claims.api.serializers.fields import Record
from claims.api.serializers.links import LinkRecord
from claims.api.serializers.questions import QuestionRecord
from claims.api.serializers.sources import SourceRecord

__all__ = [
    "AssessmentRecord",
    "ClaimRecord",
    "ClaimantRecord",
    "EntryRecord",
    "EventRecord",
    "LinkRecord",
    "QuestionRecord",
    "Record",
    "SourceRecord",
]
