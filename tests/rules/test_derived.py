import pytest

from claims.models import Claim
from claims.rules.derived import Derived, derive, independence_groups
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_link,
    make_published,
    make_publisher,
    make_source,
    make_suggested_link,
    make_verdict,
)

pytestmark = pytest.mark.django_db


class TestDerive:
    def test_a_bare_draft_has_nothing(self):
        claim = make_claim()

        assert derive([claim]) == {claim.pk: Derived()}

    def test_counts_citations_origins_contradictions_and_takes_the_newest_status(self):
        claim, other = make_published(), make_published()
        make_link(claim, other)
        make_verdict(claim, "under_review")
        newest = make_verdict(claim, "inconclusive")

        assert derive([claim])[claim.pk] == Derived(1, 1, 1, "inconclusive", newest.decided_at)

    def test_contradictions_by_drafts_do_not_count(self):
        claim, draft = make_published(), make_claim()
        make_link(claim, draft)

        assert derive([claim])[claim.pk].contradiction_count == 0

    def test_two_links_to_one_claim_count_once(self):
        claim, other = make_published(), make_published()
        make_link(claim, other)
        make_link(other, claim, kind="denies")

        assert derive([claim])[claim.pk].contradiction_count == 1

    @pytest.mark.parametrize("terms", [{"basis": "counting"}, {"kind": "qualifies"}])
    def test_other_differences_dispute_nothing(self, terms):
        claim, other = make_published(), make_published()
        make_link(claim, other, **terms)

        assert derive([claim])[claim.pk].contradiction_count == 0

    def test_suggested_links_dispute_nothing(self):
        claim, other = make_published(), make_published()
        make_suggested_link(claim, other)

        assert derive([claim])[claim.pk].contradiction_count == 0

    def test_publishers_are_rolled_up_to_the_top(self):
        house = make_publisher()
        claim = make_claim()
        for _ in range(2):
            make_citation(claim, source=make_source(publisher=make_publisher(part_of=house)))

        assert derive([claim])[claim.pk].independent_origins == 1

    def test_a_publisher_that_is_part_of_a_party_does_not_count(self):
        army = make_claimant(stake="party")
        claim = make_claim()
        make_citation(claim, source=make_source(publisher=make_publisher(part_of=army, stake="aligned")))

        assert derive([claim])[claim.pk].independent_origins == 0

    def test_takes_as_many_queries_for_three_as_for_one(self, django_assert_num_queries):
        for _ in range(3):
            make_published()
        claims = list(Claim.objects.all())

        with django_assert_num_queries(5):
            derive(claims[:1])
        with django_assert_num_queries(5):
            derive(claims)


class TestVoices:
    def test_a_circle_does_not_hang(self):
        one = make_claimant()
        other = make_claimant(part_of=one)
        type(one).objects.filter(pk=one.pk).update(part_of=other)

        assert set(independence_groups()) == {one.pk, other.pk}
