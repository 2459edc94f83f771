import pytest

from claims.models import Claimant
from tests.models.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


class TestClaimant:
    def test_a_wikidata_id_is_a_q_and_a_number(self):
        claimant = Claimant(name="Army", slug="army", kind="armed_forces", wikidata_id="P31")

        assert "claims_claimant_wikidata_id_reads_q_number" in refused(claimant)
