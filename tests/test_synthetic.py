"""Synthetic claims hold to every rule that real ones do, and show every form that a page has to draw."""

import pytest
from django.db import connection, transaction

from claims.choices import Basis, Bound, LinkKind, Stake, Status
from claims.ledger import triggers
from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink, Place, Quantity
from claims.workflow.audit import breaches
from tests.synthetic import fill

pytestmark = pytest.mark.django_db


class TestMany:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def made(cls, rows_of_class):
        return fill(260)

    def test_no_rule_is_broken(self, made):
        assert [str(breach) for breach in breaches()] == []
        assert (made["claims"], Claim.objects.published().count()) == (260, 260)

    def test_the_guards_stand_again(self, made):
        assert triggers.missing(connection) == []

    def test_there_is_one_of_every_form(self, made):
        assert set(ClaimLink.objects.values_list("kind", flat=True)) == set(LinkKind.values)
        assert set(ClaimLink.objects.values_list("basis", flat=True)) == {*Basis.values, ""}
        assert set(Quantity.objects.values_list("bound", flat=True)) == set(Bound.values)
        assert set(Claimant.objects.values_list("stake", flat=True)) == set(Stake.values)
        assert set(Assessment.objects.values_list("status", flat=True)) == set(Status.values) - {Status.UNVERIFIED}
        assert set(Claim.objects.values_list("language", flat=True)) == {"", "fr", "ar"}
        assert Place.objects.filter(latitude=None).count() > 5
        sources = dict(Citation.objects.values_list("pk", "relayed_from"))
        assert max(_relays(pk, sources) for pk in sources) >= 5

    def test_one_question_has_more_than_sixty_linked_claims(self, made):
        crowd = Claim.objects.filter(question__slug="question-0", reference__in=[f"S-{n}" for n in range(64)])

        assert crowd.count() == 64
        assert ClaimLink.objects.filter(first__in=crowd, second__in=crowd).count() == 64 * 63 // 2


def test_the_same_seed_makes_the_same_claims():
    said = [rows_of(seed) for seed in (1, 1, 2)]

    assert said[0] == said[1] != said[2]


def rows_of(seed):
    with transaction.atomic():
        fill(24, seed)
        rows = list(Claim.objects.order_by("pk").values_list("about", "claimant__slug", "contradiction_count"))
        transaction.set_rollback(True)
    return rows


def _relays(pk, sources):
    """Count how often a citation was relayed on its way from its origin."""
    return 0 if sources[pk] is None else 1 + _relays(sources[pk], sources)
