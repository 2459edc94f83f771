import pytest
from django.core.exceptions import ValidationError

from claims.models import Citation
from tests.factories import make_citation, make_claim, make_source
from tests.models.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


class TestRelays:
    def test_relays_that_come_back_are_refused(self):
        claim = make_claim()
        origin = make_citation(claim, mode="relayed")
        origin.relayed_from = make_citation(claim, mode="relayed", relayed_from=origin)

        with pytest.raises(ValidationError, match="circle"):
            origin.full_clean()

    def test_a_citation_relays_from_the_same_claim_only(self):
        elsewhere = make_citation(make_claim())
        citation = Citation(claim=make_claim(), source=make_source(), mode="relayed", relayed_from=elsewhere)

        with pytest.raises(ValidationError, match="same claim"):
            citation.full_clean()

    def test_only_a_relay_relays(self):
        claim = make_claim()
        relay = Citation(claim=claim, source=make_source(), mode="reported", relayed_from=make_citation(claim))

        assert "claims_citation_relays_only_if_relayed" in refused(relay)
