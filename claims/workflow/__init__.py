"""The only writer of publication, status, links' and assessments' states, and stored counts.

Every act names its actor by keyword, runs in one transaction behind one writers' lock, checks, writes, and records who
did it. PermissionDenied says who may; ValidationError says, in sentences, what is missing.
"""

from claims.workflow.assessing import approve_assessment, assess, reject_assessment
from claims.workflow.correcting import answer_correction, request_correction
from claims.workflow.counts import mend, recount, recount_around
from claims.workflow.indexing import save_named
from claims.workflow.linking import confirm_link, link, reject_link
from claims.workflow.people import erase_person
from claims.workflow.publishing import publish, revise, send_back, send_to_review, withdraw
from claims.workflow.transaction import write_transaction

__all__ = [
    "answer_correction", "approve_assessment", "assess", "confirm_link", "erase_person", "link", "mend",
    "publish", "recount", "recount_around", "reject_assessment", "reject_link", "request_correction", "revise",
    "save_named", "send_back", "send_to_review", "withdraw", "write_transaction",
]  # fmt: skip
