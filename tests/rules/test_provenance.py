import pytest

from claims.models import Citation
from claims.rules.provenance import Cited, IndependenceGroup, independent_origins, is_origin, origin_chains

ARMY = IndependenceGroup(whole=1, party=True)
RFI = IndependenceGroup(whole=2, party=False)
AFP = IndependenceGroup(whole=3, party=False)
REBELS = IndependenceGroup(whole=4, party=True)


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
        assert independent_origins(ARMY, [cited(1), cited(2, publisher=IndependenceGroup(whole=2, party=False))]) == {2}

    @pytest.mark.parametrize("publisher", [ARMY, REBELS, None, IndependenceGroup(whole=1, party=False)])
    def test_the_claimant_parties_and_unknown_publishers_do_not_count(self, publisher):
        assert independent_origins(ARMY, [cited(publisher=publisher)]) == set()

    @pytest.mark.parametrize("bearing", ["undermines", "context"])
    def test_what_does_not_back_the_claim_does_not_count(self, bearing):
        assert independent_origins(ARMY, [cited(bearing=bearing)]) == set()


def relaying(parents):
    return [Citation(pk=pk, mode="relayed", relayed_from_id=parent) for pk, parent in parents.items()]


class TestChains:
    def test_those_of_a_circle_are_shown_once_each(self):
        _origins, loose = origin_chains(relaying({1: 2, 2: 3, 3: 1, 4: 3}))

        assert [[(row.pk, depth) for row, depth in chain] for chain in loose] == [[(1, 0), (3, 1), (2, 2), (4, 2)]]

    def test_thousands_of_relays_are_followed(self):
        _origins, loose = origin_chains(relaying({1: None, **{pk: pk - 1 for pk in range(2, 5001)}}))

        assert [depth for _row, depth in loose[0]] == list(range(5000))
