import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from claims.views import errors
from tests.markup import cut, links

MANY = "&".join(f"claimant=x{number}" for number in range(10_000))


class TestErrorPages:
    @pytest.mark.parametrize(
        ("view", "status", "words"),
        [
            (lambda request: errors.bad_request(request, Exception()), 400, "cannot be read"),
            (lambda request: errors.permission_denied(request, PermissionDenied()), 403, "not allowed"),
            (lambda request: errors.page_not_found(request, Http404()), 404, "no such page"),
            (errors.server_error, 500, "Something went wrong"),
        ],
    )
    def test_each_stands_without_database_or_session(self, view, status, words):
        response = view(RequestFactory().get("/"))

        text = response.content.decode()
        assert response.status_code == status
        assert words in text
        assert len(re.findall(r"<h1\b", text)) == 1
        assert len(re.findall(r'<footer class="foot">', text)) == 1

    def test_a_form_that_is_too_old_is_refused_in_the_same_clothes(self, db):
        client = Client(enforce_csrf_checks=True)

        response = client.post("/admin/login/", {"username": "x"})

        assert response.status_code == 403
        assert response.content.decode() == render_to_string("403.html")

    def test_an_unknown_address_is_not_found(self, client):
        response = client.get("/nowhere/")

        assert response.status_code == 404
        assert "There is no such page" in response.content.decode()

    def test_a_host_that_is_not_ours_is_a_bad_request(self, client):
        response = client.get("/claims/KO-1/", headers={"host": "evil.example"})

        assert response.status_code == 400
        assert "cannot be read" in response.content.decode()

    def test_a_broken_page_says_so(self, db, monkeypatch):
        monkeypatch.setattr("claims.views.home.timeline", lambda: 1 / 0)
        client = Client(raise_request_exception=False)

        response = client.get("/")

        assert response.status_code == 500
        assert "Something went wrong here" in response.content.decode()

    @pytest.mark.parametrize("address", [f"/claims/?{MANY}", f"/?{MANY}&after=1"])
    def test_ten_thousand_repeats_never_end_in_a_server_error(self, db, address):
        response = Client(raise_request_exception=False).get(address)

        assert response.status_code in (200, 400)

    def test_ten_thousand_filters_are_a_bad_request(self, db):
        response = Client(raise_request_exception=False).get(f"/claims/?{MANY}")

        assert response.status_code == 400
        assert "too often repeated" in response.content.decode()

    @pytest.mark.parametrize(
        "address", ["/claims/%00/", "/claims/KO-%00/", "/questions/%00/", "/claimants/%F0%9F%99%82/", "/events/a%00/"]
    )
    def test_odd_addresses_are_not_found(self, client, db, address):
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("accept", ["", "text/html", "image/png;q=x", ";;;", "application/xml", "a" * 9000])
    @pytest.mark.parametrize("before", ["", "/fr"])
    def test_a_program_is_told_in_its_own_form_whatever_it_accepts(self, client, db, before, accept):
        address = f"{before}/api/v1/nowhere/"

        response = client.get(address, headers={"accept": accept}, SCRIPT_NAME="/tracker")

        assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
        assert response.json()["instance"] == f"/tracker{address}"

    @pytest.mark.parametrize("accept", ["", "application/json", ";;;", "image/png"])
    def test_a_reader_is_told_on_a_page_whatever_the_browser_accepts(self, client, db, accept):
        response = client.get("/fr/nowhere/", headers={"accept": accept})

        assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
        assert "/fr/claims/" in links(cut(response.text, "main"))
