import pytest

from claims import workflow
from tests.factories import make_citation, make_claim, make_editor, make_link, make_published, make_verdict

pytestmark = pytest.mark.django_db


class TestLink:
    def test_incompatible_claims_become_disputed(self):
        first, second = make_published(), make_published()

        make_link(first, second)

        assert (first.contradiction_count, second.contradiction_count) == (1, 1)


class TestAssessment:
    def test_a_verdict_stands_once_a_reviewer_approves_it(self):
        claim = make_published()

        make_verdict(claim, "corroborated")

        assert claim.status == "corroborated"


class TestPublish:
    def test_a_claim_with_a_citation_is_published(self):
        claim = make_claim()
        make_citation(claim)

        workflow.publish(claim, by=make_editor())

        claim.refresh_from_db()
        assert (claim.publication, claim.version, claim.citation_count) == ("published", 2, 1)
