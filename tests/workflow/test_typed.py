"""Reasons and notes, which no row keeps, have the limits of the record too."""

import pytest
from django.core.exceptions import ValidationError

from claims import workflow
from claims.models import Claim, LedgerEntry
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_link,
    make_published,
    make_reviewer,
)  # fmt: skip

pytestmark = pytest.mark.django_db
BAD = ["a\x0bb", "a\ud800b", "a\u202eb", "a " * 2001]


def in_review():
    claim = make_claim()
    return workflow.send_to_review(claim, by=make_editor())


@pytest.mark.parametrize("words", BAD)
class TestReasons:
    def test_withdrawing(self, words):
        with pytest.raises(ValidationError, match=r"The text|at most 4000"):
            workflow.withdraw(make_published(), by=make_editor(), reason=words)

    def test_revising(self, words):
        with pytest.raises(ValidationError, match=r"The text|at most 4000"):
            workflow.revise(make_published(), by=make_editor(), reason=words)

    def test_sending_back(self, words):
        with pytest.raises(ValidationError, match=r"The text|at most 4000"):
            workflow.send_back(in_review(), by=make_editor(), note=words)

    def test_rejecting_a_link(self, words):
        link = make_link(make_published(), make_published())

        with pytest.raises(ValidationError, match=r"The text|at most 4000"):
            workflow.reject_link(link, by=make_editor(), note=words)

    def test_rejecting_a_finding(self, words):
        claim = make_published()
        make_citation(claim, bearing="supports")
        proposed = workflow.assess(
            claim, status="corroborated", credibility="2", rationale="Two say so.", by=make_editor()
        )

        with pytest.raises(ValidationError, match=r"The text|at most 4000"):
            workflow.reject_assessment(proposed, by=make_reviewer(), note=words)

    def test_assessing_and_linking(self, words):
        one, other = make_published(), make_published()

        with pytest.raises(ValidationError, match=r"The text|at most 4000"):
            workflow.assess(one, status="under_review", credibility="2", rationale=words, by=make_editor())
        with pytest.raises(ValidationError, match=r"The text|at most 4000"):
            workflow.link(one, other, kind="contradicts", basis="incompatible", rationale=words, by=make_editor())


def test_a_claim_loaded_past_every_form_is_not_published():
    claim = make_claim(claimant=make_claimant())
    make_citation(claim)
    Claim.objects.filter(pk=claim.pk).update(statement="a\x0bb")

    with pytest.raises(ValidationError, match=r"statement: The text holds .*U.000B"):
        workflow.publish(claim, by=make_editor())

    assert not LedgerEntry.objects.exists()
