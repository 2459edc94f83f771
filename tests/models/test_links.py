import pytest
from django.core.exceptions import ValidationError

from claims.models import ClaimLink
from tests.factories import make_claim, make_claimant, make_link
from tests.models.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


def link(first, second, **kwargs):
    defaults = {"kind": "contradicts", "basis": "incompatible", "rationale": "They differ."}
    return ClaimLink(**{**defaults, "first": first, "second": second, **kwargs})


class TestConstraints:
    def test_a_claim_is_not_linked_with_itself(self):
        claim = make_claim()

        assert "claims_link_joins_two_claims" in refused(link(claim, claim))

    @pytest.mark.parametrize("turned", [False, True])
    def test_one_link_per_unordered_pair_and_kind(self, turned):
        first, second = make_claim(), make_claim()
        make_link(first, second)
        again = link(second, first) if turned else link(first, second)

        assert "claims_link_pair_unique_per_kind" in refused(again)
        with pytest.raises(ValidationError, match="already linked this way"):
            again.full_clean()

    def test_the_same_pair_may_be_linked_in_another_kind(self):
        first, second = make_claim(), make_claim()
        make_link(first, second)

        make_link(second, first, kind="denies")

        assert ClaimLink.objects.between(first, second).count() == 2

    def test_opposing_claims_need_a_basis(self):
        assert "claims_link_opposing_has_a_basis" in refused(link(make_claim(), make_claim(), basis=""))

    def test_a_link_needs_a_rationale(self):
        assert "claims_link_has_a_rationale" in refused(link(make_claim(), make_claim(), rationale=""))

    def test_a_decided_link_has_its_time(self):
        assert "claims_link_decided_at_a_time" in refused(link(make_claim(), make_claim(), state="confirmed"))


class TestKinds:
    @pytest.mark.parametrize(
        ("kind", "basis", "said"),
        [
            ("contradicts", "incompatible", {"opposing", "disputing"}),
            ("denies", "incompatible", {"opposing", "disputing"}),
            ("contradicts", "scope", {"opposing", "differing"}),
            ("denies", "scope", {"opposing", "differing"}),
            ("corroborates", "", {"agreeing"}),
            ("repeats", "incompatible", {"agreeing"}),
            ("qualifies", "", set()),
            ("supersedes", "", set()),
        ],
    )
    def test_a_link_and_a_query_of_links_say_the_same(self, kind, basis, said):
        claimant = make_claimant()
        made = make_link(make_claim(claimant=claimant), make_claim(claimant=claimant), kind=kind, basis=basis)

        links, words = ClaimLink.objects, ("opposing", "disputing", "differing", "agreeing")

        assert {word for word in words if getattr(made, word)} == said
        assert {word for word in words if getattr(links, word)().exists()} == said


class TestReadings:
    @pytest.mark.parametrize(
        ("kind", "basis", "verb", "forth", "back"),
        [
            ("contradicts", "incompatible", "contradicts", "Contradicts", "Contradicts"),
            ("contradicts", "scope", "differs from", "Differs from", "Differs from"),
            ("denies", "scope", "denies", "Denies", "Denied by"),
            ("supersedes", "", "supersedes", "Replaces", "Replaced by"),
        ],
    )
    def test_a_link_reads_right_from_either_end(self, kind, basis, verb, forth, back):
        first, second = make_claim(), make_claim()
        made = link(first, second, kind=kind, basis=basis)

        assert (made.verb, made.reading_from(first), made.reading_from(second)) == (verb, forth, back)
