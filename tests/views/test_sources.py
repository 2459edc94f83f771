"""Sources: what rests on a document, on it alone, what relays it and what it relays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.selectors import source_dependence
from tests.factories import make_citation, make_claim, make_published, make_publisher, make_source
from tests.views.world import SECRET, make_debate, make_secret, publish

pytestmark = pytest.mark.django_db


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def report():
    return make_source(slug="report", title="The report")


@pytest.fixture
def copy():
    return make_source(slug="copy", title="A copy")


def cited(reference, *sources, **kwargs):
    """Publish a claim that stands in sources: each one, or a pair of one and how it stands there."""
    claim = make_claim(reference=reference)
    for each in sources:
        source, how = each if isinstance(each, tuple) else (each, {})
        make_citation(claim, source=source, **how)
    return publish(claim)


def relaying(reference, origin, *copies):
    """Publish a claim that stands in ``origin`` and is relayed from there by each of ``copies``."""
    claim = make_claim(reference=reference)
    first = make_citation(claim, source=origin)
    for source in copies:
        make_citation(claim, source=source, mode="relayed", relayed_from=first)
    return publish(claim)


class TestRests:
    @pytest.fixture
    def told(self, client):
        """Return a function that reads the counts of a source by their word, and follows each to its list."""

        def read(slug):
            context = client.get(f"/sources/{slug}/").context
            found = {each.value: each.number for each in context["rests"]}
            for value, number in found.items():
                listed = client.get(f"/sources/{slug}/?only={value}").context["page"].rows
                assert len(listed) == number
            return found

        return read

    def listed(self, client, address):
        return {claim.reference for claim in client.get(address).context["page"].rows}

    def test_what_cites_nothing_else_rests_on_it_alone(self, client, report, copy, told):
        cited("T-1", report)
        cited("T-2", report, copy)
        cited("T-3", report, (report, {"bearing": "supports"}))

        assert told("report") == {"cited": 2, "origin": 2}
        assert self.listed(client, "/sources/report/?only=cited") == {"T-1", "T-3"}

    def test_relays_and_what_speaks_against_are_no_other_origin(self, client, report, copy, told):
        relaying("T-1", report, copy)
        cited("T-2", report, (copy, {"bearing": "undermines"}))
        cited("T-3", report, copy)

        assert told("report") == {"origin": 2}
        assert self.listed(client, "/sources/report/?only=origin") == {"T-1", "T-2"}
        assert told("copy") == {}

    def test_a_relay_that_names_nobody_is_told(self, report, told):
        cited("T-1", (report, {"mode": "relayed"}))
        cited("T-2", report)

        assert told("report") == {"cited": 2, "origin": 1, "unnamed": 1}

    def test_drafts_count_for_nothing(self, client, told):
        claims = make_debate()
        before = told("paper-0")
        make_secret(claims[0])

        assert told("paper-0") == before
        assert SECRET not in client.get("/sources/paper-0/").text

    @pytest.mark.parametrize("asked", ["only=everything", "relays=nowhere", "only=%00", "relays=zerzura-source"])
    def test_what_cannot_be_read_is_told_and_shows_all(self, client, asked):
        claims = make_debate()
        make_secret(claims[0])

        response = client.get(f"/sources/paper-0/?{asked}")

        assert response.status_code == 400
        assert "What could not be read was left out." in response.text
        assert SECRET not in response.text
        assert [claim.reference for claim in response.context["page"].rows] == ["W-0"]


class TestRelays:
    def test_lead_from_origin_to_copy_and_back_with_the_claims(self, client, report, copy):
        relaying("T-1", report, copy)
        relaying("T-2", report, copy)
        relaying("T-3", report, make_source(slug="other"))
        cited("T-4", report, copy)

        origin, relay = client.get("/sources/report/"), client.get("/sources/copy/")

        assert [(each.source.slug, each.number) for each in origin.context["relayed_by"]] == [("copy", 2), ("other", 1)]
        assert origin.context["relayed_from"] == []
        assert [(each.source.slug, each.number) for each in relay.context["relayed_from"]] == [("report", 2)]
        assert 'href="/sources/copy/?relays=report#h-claims"' in origin.text
        assert 'href="?relays=report#h-claims"' in relay.text
        listed = client.get("/sources/copy/?relays=report")
        assert {claim.reference for claim in listed.context["page"].rows} == {"T-1", "T-2"}
        assert "Relayed from: The report" in listed.text

    def test_drafts_relay_nothing(self, client, report, copy):
        cited("T-1", report)
        draft = make_claim()
        make_citation(draft, source=copy, mode="relayed", relayed_from=make_citation(draft, source=report))

        assert client.get("/sources/report/").context["relayed_by"] == []

    def test_no_more_than_fit_are_shown_and_that_is_said(self, client, report, monkeypatch):
        monkeypatch.setattr(source_dependence, "MAX_RELAYS_SHOWN", 1)
        monkeypatch.setattr("claims.views.sources.MAX_RELAYS_SHOWN", 1)
        relaying("T-1", report, make_source(slug="one"), make_source(slug="two"))

        response = client.get("/sources/report/")

        assert len(response.context["relayed_by"]) == 1
        assert "The 1 with the most claims are shown." in response.text


class TestPage:
    def test_says_what_the_document_is(self, client):
        source = make_source(
            slug="report", title="Le rapport", language="fr", published="2023-10-07", author="A. Diallo",
            accessed_on="2023-12-01", url="https://news.example/r", archive_url="https://archive.example/r",
            sha256="a" * 64, publisher=make_publisher(name="The Paper"),
        )  # fmt: skip
        cited("T-1", source)

        text = client.get("/sources/report/").text

        for words in (
            "Le rapport", "French", "7 October 2023", "A. Diallo", "1 December 2023", "https://news.example/r",
            "https://archive.example/r", "a" * 64, "The Paper", "independent",
        ):  # fmt: skip
            assert words in text

    def test_takes_as_many_queries_for_many_as_for_few(self, client, report):
        def add(number):
            for _count in range(number):
                relaying(f"T-{make_source().pk}", report, make_source())
                claim = make_claim()
                first = make_citation(claim, source=make_source())
                make_citation(claim, source=report, mode="relayed", relayed_from=first)
                publish(claim)

        add(1)
        few = [
            queries(client, address) for address in ("/sources/report/", "/sources/report/?only=origin", "/sources/")
        ]
        add(3)

        assert [
            queries(client, address) for address in ("/sources/report/", "/sources/report/?only=origin", "/sources/")
        ] == few
        assert max(few) <= 16


class TestList:
    def test_filters_narrow_it(self, client):
        paper = make_publisher(slug="paper")
        for slug, kind, publisher in (("one", "article", paper), ("two", "post", paper), ("three", "post", None)):
            cited(f"T-{len(slug)}{kind[0].upper()}", make_source(slug=slug, kind=kind, publisher=publisher, title=slug))

        for asked, found in (
            ("", {"one", "two", "three"}),
            ("publisher=paper", {"one", "two"}),
            ("publisher=paper&kind=post", {"two"}),
            ("title=THRE", {"three"}),
            ("kind=broadcast", set()),
        ):
            response = client.get(f"/sources/?{asked}")
            assert {row.slug for row in response.context["page"].rows} == found, asked
            assert response.context["count"] == len(found)

    def test_counts_what_rests_on_each_alone(self, client, report, copy):
        cited("T-1", report)
        cited("T-2", report, copy)

        rows = client.get("/sources/").context["page"].rows

        assert {row.slug: (row.published_count, row.alone_count) for row in rows} == {"report": (2, 1), "copy": (1, 0)}
        assert "1 rests on it alone" in client.get("/sources/").text

    @pytest.mark.parametrize("asked", ["kind=evil", "publisher=nobody", "publisher=zerzura-press", "title=" + "x" * 99])
    def test_what_cannot_be_read_is_told_and_filters_nothing(self, client, asked):
        claims = make_debate()
        make_secret(claims[0])

        response = client.get(f"/sources/?{asked}")

        assert response.status_code == 400
        assert SECRET not in response.text
        assert len(response.context["page"].rows) == 2

    def test_pages_keep_the_filters(self, client, monkeypatch):
        monkeypatch.setattr("claims.views.sources.ROWS_PER_PAGE", 2)
        for _number in range(3):
            make_published()

        assert "?kind=article&amp;after=" in client.get("/sources/?kind=article").text
