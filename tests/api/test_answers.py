"""How the API answers: what may be kept, what is refused, and in which form."""

import json

import pytest
from django.core.cache import cache

from claims import workflow
from claims.models import Claim
from tests.factories import make_editor, make_link, make_published
from tests.views.world import SharedDebate

pytestmark = pytest.mark.django_db

LISTS = ("claims", "links", "questions", "claimants", "events", "sources", "assessments", "ledger")
DETAILS = (
    "claims/W-0", "links/W-0/contradicts/W-1", "questions/advance", "claimants/side-0", "events/anefis",
    "sources/paper-0", "ledger/1",
)  # fmt: skip
EVERY = ["", *(f"{name}/" for name in (*LISTS, *DETAILS))]
PROBLEM = "application/problem+json"


def refused(response):
    """Return the problem that a response tells, after checking that it is one."""
    assert response.headers["Content-Type"] == PROBLEM
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    said = json.loads(response.content)
    assert set(said) == {"type", "title", "status", "detail", "instance", "errors"}
    assert said["status"] == response.status_code
    assert said["detail"]
    return said


class TestKeeping(SharedDebate):
    def test_what_is_known_is_not_sent_again(self, client):
        for name in EVERY:
            first = client.get(f"/api/v1/{name}")
            again = client.get(f"/api/v1/{name}", headers={"if-none-match": first.headers["ETag"]})
            assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
            assert again.headers["ETag"] == first.headers["ETag"]

    def test_what_changed_is(self, client, debate):
        address = "/api/v1/claims/W-0/"
        known = client.get(address).headers["ETag"]

        make_link(debate[0], make_published(), kind="denies")

        assert client.get(address, headers={"if-none-match": known}).status_code == 200

    def test_a_name_that_changes_beside_the_ledger_is_noticed(self, client):
        claim = make_published(reference="T-1")
        known = client.get("/api/v1/claims/T-1/").headers["ETag"]

        type(claim.claimant).objects.update(name="Another name")

        assert client.get("/api/v1/claims/T-1/", headers={"if-none-match": known}).status_code == 200

    def test_others_may_keep_and_read_it(self, client, settings):
        settings.API_MAX_AGE = 90

        headers = client.get("/api/v1/claims/").headers

        assert headers["Cache-Control"] == "public, max-age=90"
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert headers["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
        assert "Set-Cookie" not in headers
        assert "Cookie" not in headers.get("Vary", "")

    def test_an_error_is_not_to_be_kept(self, client):
        response = client.get("/api/v1/claims/?status=x")

        assert "Cache-Control" not in response.headers


class TestMethods(SharedDebate):
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
    def test_only_reading_is_allowed(self, client, method):
        responses = [getattr(client, method)(f"/api/v1/{name}") for name in EVERY]

        assert [refused(response)["status"] for response in responses] == [405] * len(EVERY)
        assert {response.headers["Allow"] for response in responses} == {"GET, HEAD"}

    def test_head_answers_like_get(self, client):
        for name in EVERY:
            head, get = client.head(f"/api/v1/{name}"), client.get(f"/api/v1/{name}")
            assert (head.status_code, head.content) == (200, b"")
            assert head.headers["Content-Type"] == get.headers["Content-Type"]


class TestRefusals:
    @pytest.mark.parametrize("address", ["/api/", "/api/v2/", "/api/v1/nothing/", "/api/v1/claims/nothing-here/"])
    def test_an_unknown_address(self, client, address):
        assert refused(client.get(address))["title"] == "Not Found"

    @pytest.mark.parametrize(
        "name",
        [
            "claims/ZZ-9/", "links/ZZ-9/denies/ZZ-8/", "questions/none/", "claimants/none/", "events/none/",
            "sources/none/", "assessments/ZZ-9/1/", "ledger/99/", f"ledger/{'9' * 40}/", f"assessments/T-1/{'9' * 40}/",
        ],
    )  # fmt: skip
    def test_a_row_that_is_not_there(self, client, name):
        assert refused(client.get(f"/api/v1/{name}"))["detail"] == "Nothing is published at this address."

    def test_a_withdrawn_claim_is_gone_and_says_nothing_more(self, client):
        claim = make_published(reference="T-1", statement="Zerzura")
        workflow.withdraw(Claim.objects.get(pk=claim.pk), by=make_editor(), reason="Wrong.")

        responses = [client.get(f"/api/v1/claims/T-1/{query}") for query in ("", "?as_of=2026-01-01")]

        assert [refused(response)["status"] for response in responses] == [410, 410]
        assert b"Zerzura" not in responses[0].content

    @pytest.mark.parametrize("name", LISTS)
    def test_a_parameter_that_does_not_exist(self, client, name):
        said = refused(client.get(f"/api/v1/{name}/?claimaint=army"))

        assert said["type"] == "/api/docs/#errors"
        assert said["errors"][0]["parameter"] == "claimaint"
        assert "page_size" in said["errors"][0]["detail"]

    @pytest.mark.parametrize(
        ("query", "parameter"),
        [
            ("status=true", "status"),
            ("about_after=soon", "about_after"),
            ("claimant=nobody", "claimant"),
            ("origins=-1", "origins"),
            ("q=%00", "q"),
            ("sort=best", "sort"),
            ("fields=reference,pk", "fields"),
            ("fields=reference,", "fields"),
            ("fields=,,", "fields"),
            ("include=note", "include"),
            ("sort=newest&sort=oldest", "sort"),
            ("disputed=", "disputed"),
            ("&".join(["kind=denial"] * 51), "kind"),
            ("about_after=2024&about_before=2023", "about_before"),
        ],
    )
    def test_a_value_that_cannot_be_read(self, client, query, parameter):
        said = refused(client.get(f"/api/v1/claims/?{query}"))

        assert (said["status"], [error["parameter"] for error in said["errors"]]) == (400, [parameter])
        assert said["instance"] == f"/api/v1/claims/?{query}"

    def test_an_unknown_field_names_those_that_there_are(self, client):
        said = refused(client.get("/api/v1/claims/?include=note"))

        assert "citations, quantities, links, assessments" in said["errors"][0]["detail"]

    def test_it_speaks_the_language_of_the_reader(self, client):
        english = refused(client.get("/api/v1/claims/ZZ-9/", headers={"accept-language": "en"}))
        french = client.get("/api/v1/claims/ZZ-9/", headers={"accept-language": "fr"})

        assert french.headers["Content-Language"] == "fr"
        assert refused(french)["status"] == english["status"]

    def test_another_form_than_json(self, client):
        assert refused(client.get("/api/v1/claims/", headers={"accept": "text/csv"}))["status"] == 406

    def test_a_request_that_django_itself_refuses(self, client):
        assert refused(client.get("/api/v1/claims/?" + "q=1&" * 2000))["status"] == 400

    def test_a_fault_of_ours(self, client, monkeypatch):
        monkeypatch.setattr("claims.api.claims.Claims.rows", lambda self: 1 / 0)
        client.raise_request_exception = False

        assert refused(client.get("/api/v1/claims/"))["status"] == 500


class TestLimit:
    @pytest.fixture(autouse=True)
    def _limit(self, settings):
        settings.API_RATE = "3/min"
        cache.clear()
        yield
        cache.clear()

    def test_too_many_requests_are_told_when_to_come_back(self, client):
        statuses = [client.get("/api/v1/").status_code for _ in range(3)]

        response = client.get("/api/v1/claims/")

        assert statuses == [200] * 3
        assert refused(response)["status"] == 429
        assert 0 < int(response.headers["Retry-After"]) <= 60

    def test_each_address_has_its_own(self, client):
        for _ in range(4):
            client.get("/api/v1/")

        assert client.get("/api/v1/", REMOTE_ADDR="203.0.113.9").status_code == 200

    def test_a_header_that_anybody_can_write_is_not_believed(self, client):
        for number in range(3):
            client.get("/api/v1/", headers={"x-forwarded-for": f"203.0.113.{number}"})

        assert client.get("/api/v1/", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 429

    def test_behind_a_trusted_proxy_it_is(self, client, settings):
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
        for _ in range(3):
            client.get("/api/v1/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.1"})

        same = client.get("/api/v1/", headers={"x-forwarded-for": "198.51.100.2, 203.0.113.1"})
        other = client.get("/api/v1/", headers={"x-forwarded-for": "203.0.113.2"})

        assert (same.status_code, other.status_code) == (429, 200)

    def test_files_count_too(self, client):
        assert [client.get("/claims.csv").status_code for _ in range(4)] == [200, 200, 200, 429]
