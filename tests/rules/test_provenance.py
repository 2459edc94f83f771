import pytest

from claims.rules.provenance import Cited, Voice, independent_origins, is_origin

ARMY = Voice(whole=1, party=True)
RFI = Voice(whole=2, party=False)
AFP = Voice(whole=3, party=False)
REBELS = Voice(whole=4, party=True)


def cited(pk=1, bearing="states", mode="reported", relayed_from=None, publisher=RFI):
    return Cited(pk, bearing, mode, relayed_from, publisher)


class TestOrigin:
    def test_a_report_of_its_own_is_an_origin(self):
        assert is_origin(cited())

    def test_a_copy_is_none(self):
        assert not is_origin(cited(mode="relayed", relayed_from=7))

    def test_a_retelling_of_unknown_origin_is_none(self):
        assert not is_origin(cited(mode="relayed"))


class TestIndependentOrigins:
    def test_copies_do_not_add_up(self):
        rows = [cited(1), cited(2, mode="relayed", relayed_from=1, publisher=AFP)]

        assert independent_origins(ARMY, rows) == {2}

    def test_two_publishers_are_two_origins(self):
        assert independent_origins(ARMY, [cited(1), cited(2, publisher=AFP)]) == {2, 3}

    def test_two_houses_of_one_body_are_one_origin(self):
        assert independent_origins(ARMY, [cited(1), cited(2, publisher=Voice(whole=2, party=False))]) == {2}

    @pytest.mark.parametrize("publisher", [ARMY, REBELS, None, Voice(whole=1, party=False)])
    def test_the_claimant_parties_and_unknown_publishers_do_not_count(self, publisher):
        assert independent_origins(ARMY, [cited(publisher=publisher)]) == set()

    @pytest.mark.parametrize("bearing", ["undermines", "context"])
    def test_what_does_not_back_the_claim_does_not_count(self, bearing):
        assert independent_origins(ARMY, [cited(bearing=bearing)]) == set()
