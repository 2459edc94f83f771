import pytest

from claims.urls import FORMS, PAGES
from tests.views.world import make_debate

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/", "/claims/", "/claims/W-0/", "/questions/", "/questions/advance/", "/questions/advance/embed/",
    "/questions/advance/picture.png", "/oembed/", "/compare/", "/claimants/", "/claimants/side-0/",
    "/events/", "/events/anefis/", "/sources/", "/sources/paper-0/", "/ledger/", "/ledger/1/", "/ledger.jsonl",
    "/claims/W-0/correct/thanks/", "/about/", "/favicon.ico", "/feeds/decisions/", "/feeds/claims/",
    "/feeds/questions/advance/", "/feeds/claimants/side-0/", "/feeds/events/anefis/", "/robots.txt", "/suggest/",
    "/claimants/matrix/", "/timeline/", "/map/", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-claims-1.xml",
]  # fmt: skip


def test_every_page_is_asked_below():
    assert len(ADDRESSES) == len(PAGES)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_is_allowed(client, address, method):
    response = getattr(client, method)(address)

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


PROGRAMS = [
    "/claims.csv", "/claims.json", "/claims.jsonl", "/claims.jsonld", "/events.geojson", "/api/docs/", "/api/schema/",
    "/api/v1/", "/api/v1/claims/", "/api/v1/claims/W-0/", "/api/v1/links/", "/api/v1/ledger/", "/api/v1/ledger/1/",
]  # fmt: skip


@pytest.mark.parametrize("address", PROGRAMS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_programs_may_only_read_too(client, address, method):
    response = client.generic(method, address, b"{", "application/json")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_the_form_takes_only_what_a_form_sends(client, method):
    response = getattr(client, method)("/claims/W-0/correct/")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert [name for _route, _view, name in FORMS] == ["correct"]


def test_head_answers_like_get(client):
    make_debate()
    addresses = [*ADDRESSES, "/claims/W-0/correct/"]

    codes = [(client.head(address).status_code, client.get(address).status_code) for address in addresses]

    assert [address for address, (head, get) in zip(addresses, codes, strict=True) if head != get] == []


def test_the_icon_is_where_browsers_look_for_it(client):
    assert client.get("/favicon.ico").headers["Location"] == "/static/claims/favicon.svg"
