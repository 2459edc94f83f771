from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims.models import Claim
from tests.factories import make_claim, make_claimant
from tests.models.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


class TestClaim:
    def test_a_verdict_only_where_it_can_be_checked(self):
        claim = Claim(claimant=make_claimant(), statement="We shall.", kind="announcement", status="verified")

        assert "claims_claim_verdict_only_if_checkable" in refused(claim)

    def test_a_published_claim_has_the_time_of_its_publication(self):
        claim = Claim(claimant=make_claimant(), statement="It happened.", publication="published")

        assert "claims_claim_published_at_a_time" in refused(claim)

    def test_a_claim_has_a_statement(self):
        assert "claims_claim_has_a_statement" in refused(Claim(claimant=make_claimant(), statement=""))

    def test_a_date_that_is_written_has_bounds(self):
        claim = make_claim()

        with pytest.raises(IntegrityError, match="claims_claim_about_has_bounds"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(about_earliest=date.min, about_latest=date.max)

    def test_a_date_does_not_end_before_it_begins(self):
        claim = make_claim()

        with pytest.raises(IntegrityError, match="claims_claim_about_bounds_in_order"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(about_latest=date(2000, 1, 1))

    def test_the_references_made_up_are_short_and_valid(self):
        claim = Claim(claimant=make_claimant(), statement="It happened.")

        claim.full_clean()

        assert len(claim.reference) == 8

    def test_replaces_only_a_claim_of_the_same_claimant(self):
        earlier = make_claim()
        later = make_claim()
        later.supersedes = earlier

        with pytest.raises(ValidationError, match="same claimant"):
            later.full_clean()

    def test_reads_as_its_reference_and_statement(self):
        claim = make_claim(reference="KO-012", statement="It moved.")

        assert str(claim) == "KO-012 It moved."
