"""The desk's front page, and the policy that its pages are sent with."""

import pytest
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.choices import Publication
from claims.models import Claimant
from tests.admin.pages import CLAIMS, change_page, claims_page, told
from tests.factories import (
    make_citation,
    make_claim,
    make_suggested_link,
    make_user,
)

pytestmark = pytest.mark.django_db


class TestFrontPage:
    def test_it_says_what_waits_and_where_to_begin(self, reviewer):
        claim = make_claim()
        make_citation(claim, bearing="supports")
        workflow.assess(claim, status="corroborated", credibility="2", rationale="So.", by=make_user("Editors"))
        make_suggested_link(make_claim(), make_claim())
        make_claim(publication=Publication.IN_REVIEW)

        response = reviewer.get("/admin/")
        page = response.content.decode()

        assert [(number, words) for number, words, _address in response.context["waiting"]] == [
            ("3", "decisions wait for you"),
            ("3", "claims without a citation"),
        ]
        assert ("Counterclaim" in page, "Record a claim" in page, "What waits" in page) == (True, True, True)

    def test_each_thing_that_waits_leads_to_a_list_of_as_many(self, reviewer):
        make_suggested_link(make_claim(created_by=reviewer.person), make_claim())
        undermined = make_claim()
        make_citation(undermined, bearing="undermines")

        waiting = reviewer.get("/admin/").context["waiting"]

        assert [self._rows(reviewer.get(address)) for _number, _words, address in waiting] == [
            int(number) for number, _words, _address in waiting
        ]

    @staticmethod
    def _rows(response):
        """How many rows a list, or the queue, holds."""
        return response.context["cl"].result_count if "cl" in response.context else len(response.context["rows"])

    def test_someone_without_rights_is_told_that_nothing_waits(self, client):
        client.force_login(make_user())

        response = client.get("/admin/")

        assert "Nothing waits for you." in response.content.decode()
        assert response.context["begin"] == []

    def test_a_contributor_is_not_told_to_decide(self, contributor):
        make_suggested_link(make_claim(), make_claim())
        make_claim(created_by=contributor.person)

        waiting = contributor.get("/admin/").context["waiting"]

        assert [words for _number, words, _address in waiting] == [
            "claim begun by you, still a draft",
            "claims without a citation",
        ]


class TestPolicy:
    @pytest.mark.parametrize("address", ["/admin/", CLAIMS, f"{CLAIMS}add/", "/admin/claims/claimant/add/"])
    def test_no_page_carries_a_style_or_a_script_of_its_own(self, editor, address):
        make_claim()

        page = editor.get(address).content.decode()

        assert "<style" not in page
        assert 'style="' not in page
        assert "<script>" not in page

    def test_the_claims_page_neither(self, editor):
        first, second = make_claim(), make_claim()
        make_suggested_link(first, second)
        addresses = (change_page(first), claims_page("link", first, second), claims_page("assess", first))

        for address in addresses:
            page = editor.get(address).content.decode()
            assert ("<style" in page, 'style="' in page, "<script>" in page) == (False, False, False)

    def test_every_page_names_the_desk(self, editor):
        assertInHTML("<title>The editors’ desk | Counterclaim</title>", editor.get("/admin/").content.decode())
        assert Claimant.objects.count() == 0
        assert told(editor.get(CLAIMS)) == []
