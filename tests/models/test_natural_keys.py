import pytest

from claims.models import ClaimLink
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_event,
    make_link,
    make_place,
    make_quantity,
    make_question,
    make_source,
    make_verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


class TestNaturalKeys:
    @pytest.mark.parametrize(
        "make",
        [make_claimant, make_place, make_event, make_question, make_source, make_claim],
    )
    def test_a_row_is_found_by_its_natural_key(self, make):
        row = make()

        assert type(row).objects.get_by_natural_key(*row.natural_key()) == row

    def test_what_hangs_on_a_claim_is_found_by_its_natural_key(self):
        claim = make_claim(reference="KO-012")
        citation = make_citation(claim, source=make_source(slug="rfi"), bearing="supports", locator="paragraph 3")
        number = make_quantity(claim)
        assessment = make_verdict(claim, "inconclusive")

        assert citation.natural_key() == ("KO-012", "rfi", "supports", "paragraph 3")
        assert number.natural_key() == ("KO-012", "killed", "civilians", "people")
        assert assessment.natural_key() == ("KO-012", 1)
        for row in (citation, number, assessment):
            assert type(row).objects.get_by_natural_key(*row.natural_key()) == row

    def test_an_undirected_link_is_found_from_either_end(self):
        first, second = make_claim(), make_claim()
        made = make_link(first, second)

        assert ClaimLink.objects.get_by_natural_key(second.reference, first.reference, "contradicts") == made

    def test_a_directed_link_is_found_from_its_first_end_only(self):
        first, second = make_claim(), make_claim()
        make_link(first, second, kind="denies")

        with pytest.raises(ClaimLink.DoesNotExist):
            ClaimLink.objects.get_by_natural_key(second.reference, first.reference, "denies")
