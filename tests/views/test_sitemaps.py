"""What search engines are told: the map of all public pages, and what they should leave."""

from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.models import Claim, ClaimLink
from claims.views import sitemaps
from tests.factories import make_editor, make_published
from tests.views.world import SECRET, SharedDebate, make_debate, make_secret

pytestmark = pytest.mark.django_db

NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "http://testserver"


def read(client, address):
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml")
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own)


def locations(tree):
    return [each.text for each in tree.findall("*/map:loc", NAMES)]


def mapped(client, address="/sitemap.xml"):
    """Return every page that the map leads to, with its last change."""
    pages = [read(client, page.removeprefix(HOST)) for page in locations(read(client, address))]
    return {
        url.findtext("map:loc", namespaces=NAMES): url.findtext("map:lastmod", namespaces=NAMES)
        for page in pages
        for url in page.findall("map:url", NAMES)
    }


class TestMap(SharedDebate):
    def test_names_every_public_page_in_each_language(self, client):
        found = mapped(client)

        for path in (
            "",
            "claims/W-0/",
            "questions/advance/",
            "claimants/side-1/",
            "events/anefis/",
            "sources/paper-0/",
        ):
            assert {f"{HOST}/en/{path}", f"{HOST}/fr/{path}"} <= set(found)

    def test_every_page_that_it_names_is_there(self, client):
        found = mapped(client)

        assert len(found) > 2 * len(sitemaps.PAGES)
        assert {client.get(address.removeprefix(HOST)).status_code for address in found} == {200}

    def test_each_page_names_its_other_languages(self, client):
        (url, *_more) = read(client, "/sitemap-questions-1.xml").findall("map:url", NAMES)

        found = [(each.get("hreflang"), each.get("href")) for each in url.findall("x:link", NAMES)]
        assert found == [
            ("en-gb", f"{HOST}/en/questions/advance/"),
            ("fr", f"{HOST}/fr/questions/advance/"),
        ]

    def test_the_same_under_a_language(self, client):
        assert mapped(client, "/fr/sitemap.xml") == mapped(client)

    def test_nothing_unpublished_is_on_it(self, client, debate):
        before = set(mapped(client))

        make_secret(debate[0])

        assert {SECRET.lower() in address or "ZZ-" in address for address in mapped(client)} == {False}
        assert set(mapped(client)) == before

    def test_a_row_that_is_not_public_is_on_no_page_of_it(self, client, debate):
        make_secret(debate[0])
        gone = make_published()
        workflow.withdraw(gone, by=make_editor(), reason="It was wrong.")

        assert f"{HOST}/en/claims/{gone.reference}/" not in mapped(client)

    @pytest.mark.parametrize("address", ["/sitemap-claims-0.xml", "/sitemap-claims-99.xml", "/sitemap-people-1.xml"])
    def test_a_page_that_holds_nothing_is_not_there(self, client, address):
        assert client.get(address).status_code == 404

    def test_takes_as_many_queries_for_many_as_for_few(self, client):
        few = self._queries(client)
        for _more in range(3):
            make_published()

        assert self._queries(client) == few

    def _queries(self, client):
        with CaptureQueriesContext(connection) as captured:
            mapped(client)
        return len(captured)

    def test_long_lists_are_cut_into_pages(self, client, monkeypatch):
        for _more in range(4):
            make_published()
        everything = mapped(client)
        monkeypatch.setattr(sitemaps, "IDS_PER_PAGE", 2)

        index = locations(read(client, "/sitemap.xml"))

        assert len([page for page in index if "sitemap-claims-" in page]) >= 3
        assert mapped(client) == everything


class TestLastChange:
    def test_of_a_claim_is_its_newest_decision(self, client):
        claim = make_debate()[0]

        assert self._of(client, claim) == f"{datetime.now(UTC).date()}"

    def test_a_link_changes_both_its_claims(self, client, guards_down):
        make_debate()
        ClaimLink.objects.update(reviewed_at=datetime(2050, 1, 2, tzinfo=UTC))

        assert {self._of(client, claim) for claim in Claim.objects.all()} == {"2050-01-02"}

    def test_a_question_changes_with_its_claims_only(self, client, guards_down):
        claim = make_debate()[0]
        Claim.objects.update(updated_at=datetime(2050, 1, 2, tzinfo=UTC))
        make_secret(claim)
        Claim.objects.exclude(publication="published").update(updated_at=datetime(2051, 1, 2, tzinfo=UTC))

        found = mapped(client)

        for path in ("questions/advance/", "claimants/side-0/", "events/anefis/", "sources/paper-0/"):
            assert found[f"{HOST}/en/{path}"] == "2050-01-02"

    def _of(self, client, claim):
        return mapped(client)[f"{HOST}/fr/claims/{claim.reference}/"]

    def test_an_empty_database_has_a_map(self, client):
        assert mapped(client)[f"{HOST}/en/"] is None


class TestRobots:
    @pytest.fixture
    def lines(self, client):
        response = client.get("/robots.txt")
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        return response.text.splitlines()

    def test_names_the_map(self, lines, client):
        assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
        assert client.get("/fr/robots.txt").text.splitlines() == lines

    def test_pages_may_be_read(self, lines):
        robots = RobotFileParser()
        robots.parse(lines)

        for path in ("/", "/claims/KO-012/", "/fr/questions/advance/", "/feeds/decisions/", "/static/claims/site.css"):
            assert robots.can_fetch("anyone", f"{HOST}{path}")
        assert not robots.can_fetch("anyone", f"{HOST}/admin/login/")

    @pytest.mark.parametrize("path", ["/claims/?*", "/*/claims/?*", "/*/correct/", "/compare/", "/*?*as_of="])
    def test_what_never_ends_is_left(self, lines, path):
        assert f"Disallow: {path}" in lines
