from claims.models.assessments import Assessment
from claims.models.batches import Batch, BatchRow
from claims.models.citations import Citation
from claims.models.claimants import Claimant
from claims.models.claims import Claim
from claims.models.corrections import CorrectionRequest
from claims.models.events import Event
from claims.models.ledger import LedgerEntry, Person
from claims.models.links import ClaimLink
from claims.models.places import Place
from claims.models.quantities import Quantity
from claims.models.questions import Question
from claims.models.sources import Source

__all__ = [
    "Assessment",
    "Batch",
    "BatchRow",
    "Citation",
    "Claim",
    "ClaimLink",
    "Claimant",
    "CorrectionRequest",
    "Event",
    "LedgerEntry",
    "Person",
    "Place",
    "Quantity",
    "Question",
    "Source",
]
