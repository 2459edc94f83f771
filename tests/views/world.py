"""A small world of published claims, and a draft world beside it of which nothing may be seen."""

import pytest

from claims import workflow
from claims.models import Claim
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_link,
    make_place,
    make_publisher,
    make_quantity,
    make_question,
    make_source,
)
from tests.indexing import indexed

SECRET = "Zerzura"


def publish(claim):
    return workflow.publish(claim, by=make_editor())


def make_debate(number=2, **kwargs):
    """Make ``number`` published answers to one question, each by its own claimant, each against the first."""
    event = make_event(title="Fighting at Anefis", slug="anefis", date="2023?-10-06", place=make_place(name="Anefis"))
    question = make_question(
        text="Did the army advance?", slug="advance", event=event, would_settle="A map.\nA witness."
    )
    claims = []
    for index in range(number):
        claim = make_claim(
            reference=f"W-{index}", event=event, question=question, place=event.place, position=f"Answer {index}",
            claimant=make_claimant(slug=f"side-{index}", name=f"Side {index}"), **kwargs,
        )  # fmt: skip
        make_citation(claim, source=make_source(slug=f"paper-{index}", title=f"Paper {index}"), counted=False)
        make_quantity(claim)
        claims.append(publish(claim))
    for claim in claims[1:]:
        make_link(claims[0], claim)
    return [Claim.objects.get(pk=claim.pk) for claim in claims]


class SharedDebate:
    """Tests that read one debate, made once for their class; each takes back what it changes."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _debate(cls, rows_of_class):
        with indexed():
            make_debate()

    @pytest.fixture
    def debate(self, db):
        return debated()


def debated():
    """Return the claims of ``make_debate`` as they stand."""
    return list(Claim.objects.filter(reference__startswith="W-").order_by("pk"))


def make_secret(beside):
    """Make a draft on the same matters as ``beside``, and everything else that nobody has published, all named so."""
    place = make_place(name=f"{SECRET} place", slug="zerzura-place")
    hidden = {
        "claimant": make_claimant(name=f"{SECRET} claimant", slug="zerzura-claimant"),
        "event": make_event(title=f"{SECRET} event", slug="zerzura-event", place=place, part_of=beside.event),
        "question": make_question(text=f"{SECRET} question?", slug="zerzura-question", event=beside.event),
        "place": place,
    }
    source = make_source(
        title=f"{SECRET} source",
        slug="zerzura-source",
        publisher=make_publisher(name=f"{SECRET} press", slug="zerzura-press"),
    )
    draft = make_claim(reference="ZZ-1", statement=f"{SECRET} statement.", language="tzm", note=SECRET, **hidden)
    make_citation(draft, source=source)
    answer = make_claim(
        reference="ZZ-2", statement=f"{SECRET} answer.", claimant=beside.claimant, event=beside.event,
        question=beside.question, place=beside.place, position=f"{SECRET} position", supersedes=beside,
    )  # fmt: skip
    make_citation(answer, source=beside.citations.first().source, excerpt=SECRET)
    make_quantity(answer, best=987654, verbatim=SECRET)
    make_link(beside, answer, rationale=f"{SECRET} link.")
    withdrawn = make_claim(
        reference="ZZ-3", statement=f"{SECRET} withdrawn.", claimant=beside.claimant, event=beside.event
    )
    make_citation(withdrawn, source=beside.citations.first().source)
    workflow.withdraw(publish(withdrawn), by=make_editor(), reason="It was wrong.")
    workflow.send_to_review(make_cited(reference="ZZ-4", statement=f"{SECRET} review."), by=make_editor())
    return draft


def make_cited(**kwargs):
    claim = make_claim(**kwargs)
    make_citation(claim)
    return claim
