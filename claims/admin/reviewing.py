"""View of the review queue, and the page on which a claim in review is published or sent back."""

from collections import Counter

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError

from claims import workflow
from claims.admin.claim_pages import attach_links, render_page, with_evidence
from claims.admin.decision_pages import Decision
from claims.admin.queue import MAX_QUEUE_ROWS, queue
from claims.choices import LinkState, Publication
from claims.dates import in_words
from claims.models import Claim
from claims.text.diff import Difference

#: Public attributes of a claim, with their labels at the desk.
PUBLIC_FIELDS = (
    ("claimant", "Claimant"),
    ("get_kind_display", "Kind"),
    ("statement", "Statement"),
    ("question", "Question"),
    ("position", "Its answer"),
    ("about", "When it happened"),
    ("asserted", "When it was said"),
    ("event", "Event"),
    ("place", "Place"),
    ("quotation", "Quotation"),
    ("original_text", "Original text"),
)
KINDS = {
    "assessment": ("assessment", "assessments"),
    "link": ("link", "links"),
    "claim": ("claim in review", "claims in review"),
    "correction": ("correction request", "correction requests"),
    "batch": ("batch", "batches"),
}


class ReviewDecision(Decision):
    """Publish a claim in review, or send it back."""

    kind = "claim"
    permission = "claims.publish_claim"
    decisions = {"publish": "Publish", "send_back": "Send back"}
    note = "Note to its author"
    note_help = "Needed to send it back: which day was it?"

    def rows(self):
        return with_evidence(Claim.objects.select_related("supersedes__claimant", "created_by"))

    def claim_of(self, row):
        return row

    def decide(self, row, *, decision, note, by):
        if row.publication != Publication.IN_REVIEW:
            raise ValidationError(f"{row.reference} is not in review.")
        if decision == "publish":
            workflow.publish(row, by=by)
            return f"{row.reference}: published."
        workflow.send_back(row, by=by, note=note)
        return f"{row.reference}: sent back."

    def shown_of(self, row):
        """Return the claim with its links, and what would become public."""
        attach_links([row])
        decided = row.publication != Publication.IN_REVIEW
        return {"decided": decided, "claims": [row], "differences": list(_differences(row))}

    def title(self, row):
        return f"Decide on {row.reference}"


@permission_required("claims.view_claim", raise_exception=True)
def queue_view(request):
    """Show what waits for a decision by the logged-in user, oldest first."""
    rows = queue(request.user)
    counts = Counter(row.kind for row in rows)
    return render_page(
        request,
        "review/queue",
        "What waits for you",
        rows=rows,
        counts=[(number, KINDS[kind][number > 1]) for kind in KINDS if (number := counts[kind])],
        capped=len(rows) == MAX_QUEUE_ROWS,
    )


def _differences(claim):
    yield Difference("Publication", claim.get_publication_display(), "Published")
    for name, label in PUBLIC_FIELDS:
        old, new = _said(claim.supersedes, name), _said(claim, name)
        if old or new:
            yield Difference(label, old, new)
    for link, _reading, other in claim.links:
        if link.state == LinkState.CONFIRMED and other.is_published:
            yield Difference("Link", "", f"{link}. {link.rationale}")
            if link.disputing:
                count = other.contradiction_count
                yield Difference(f"{other.reference}, contradictions", str(count), str(count + 1))


def _said(claim, name):
    """Return one of ``PUBLIC_FIELDS`` as text, dates in words."""
    value = getattr(claim, name, None)
    if callable(value):
        value = value()
    return in_words(value) if value and name in ("about", "asserted") else str(value or "")
