"""What programs read of each row: the fields of the API, the exports and the dump, said once."""

from claims.records.assessments import AssessmentRecord
from claims.records.claimants import ClaimantRecord
from claims.records.claims import ClaimRecord
from claims.records.entries import EntryRecord
from claims.records.events import EventRecord
from claims.records.fields import Record
from claims.records.links import LinkRecord
from claims.records.questions import QuestionRecord
from claims.records.sources import SourceRecord

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
