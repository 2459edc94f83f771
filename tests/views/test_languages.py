"""Which language a page is in, and how its address says so."""

import re

import pytest
from pytest_django.asserts import assertInHTML

from tests.markup import cut, links

pytestmark = pytest.mark.django_db


class TestPrefix:
    def test_first_part_of_the_address_chooses(self, client):
        response = client.get("/fr/claims/", headers={"accept-language": "en"})

        assert response.status_code == 200
        assert response.headers["Content-Language"] == "fr"
        assert re.findall("<html[^>]*>", response.text) == ['<html lang="fr" dir="ltr">']
        assert "Accept-Language" not in response.headers.get("Vary", "")

    def test_links_stay_in_the_language(self, client):
        assert "/fr/questions/" in links(client.get("/fr/claims/").text)
        assert "/questions/" in links(client.get("/claims/").text)

    def test_the_next_request_starts_without_it(self, client):
        client.get("/fr/claims/")

        assert "/questions/" in links(client.get("/claims/").text)

    def test_a_language_alone_leads_to_its_home(self, client):
        assert client.get("/fr").headers["Location"] == "/fr/"

    def test_missing_slash_keeps_the_language(self, client):
        assert client.get("/fr/claims").headers["Location"] == "/fr/claims/"

    def test_unknown_page_is_told_in_the_language(self, client):
        response = client.get("/fr/nothing/")

        assert (response.status_code, response.headers["Content-Language"]) == (404, "fr")

    def test_the_desk_has_no_other_language(self, client):
        assert client.get("/fr/admin/").status_code == 404
        assert client.get("/admin/login/", headers={"accept-language": "fr"}).headers["Content-Language"] == "en-gb"


class TestHeader:
    @pytest.mark.parametrize(
        ("asked", "given"), [("fr", "fr"), ("fr-CA,en;q=0.5", "fr"), ("de", "en-gb"), ("", "en-gb")]
    )
    def test_browser_chooses_where_the_address_does_not(self, client, asked, given):
        response = client.get("/claims/", headers={"accept-language": asked})

        assert response.headers["Content-Language"] == given
        assert "Accept-Language" in response.headers["Vary"]


class TestSwitch:
    def test_leads_to_the_same_page_and_selection(self, get):
        text = get("/fr/claims/?disputed=yes&sort=said")[1]

        switch = '<a href="/en/claims/?disputed=yes&sort=said" hreflang="en-gb" lang="en-gb">English</a>'
        assertInHTML(switch, cut(text, "p", 'class="languages"'))
        alternate = '<link rel="alternate" hreflang="fr" href="http://testserver/fr/claims/?disputed=yes&sort=said">'
        assertInHTML(alternate, cut(text, "head"))
