import pytest

from claims.rules.validation import missing_evidence
from tests.factories import make_citation, make_claim, make_claimant, make_publisher, make_source


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["corroborated", "verified"])
class TestSupport:
    def missing(self, claim, status):
        return [sentence.partition(" needs ")[0].lower() for sentence in missing_evidence(claim, status)]

    def test_a_report_of_somebody_else_carries_it(self, status):
        claim = make_claim()
        make_citation(claim, bearing="supports")

        assert self.missing(claim, status) == []

    def test_a_party_that_is_not_the_claimant_carries_it(self, status):
        claim = make_claim()
        make_citation(claim, bearing="supports", source=make_source(publisher=make_claimant(stake="party")))

        assert self.missing(claim, status) == []

    @pytest.mark.parametrize("mode", ["relayed", "own"])
    def test_the_claimant_s_words_elsewhere_do_not(self, status, mode):
        claim = make_claim()
        communique = make_citation(claim, mode="own", source=make_source(publisher=claim.claimant))
        relayed = communique if mode == "relayed" else None
        make_citation(claim, bearing="supports", mode=mode, relayed_from=relayed)

        assert self.missing(claim, status) == [status]

    def test_a_copy_of_unknown_origin_does_not(self, status):
        claim = make_claim()
        make_citation(claim, bearing="supports", mode="relayed")

        assert self.missing(claim, status) == [status]

    def test_a_body_four_levels_below_the_claimant_s_own_does_not(self, status):
        body = top = make_claimant()
        for _level in range(4):
            body = make_publisher(part_of=body)
        claim = make_claim(claimant=top)
        make_citation(claim, bearing="supports", source=make_source(publisher=body))

        assert self.missing(claim, status) == [status]
