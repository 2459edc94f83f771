"""Any selection as a file: what is in each, what it says of itself, and that it is read as it is sent."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyld import jsonld

from claims.api.exports import chunks as chunking
from claims.api.exports.csv import cell
from claims.api.exports.json import document
from claims.models import Claim, LedgerEntry
from claims.selectors.as_of import today
from tests.api.test_jsonld import load, told
from tests.factories import make_event, make_place, make_published, make_verdict
from tests.views.world import SharedDebate, make_debate

pytestmark = pytest.mark.django_db

FILES = {
    "/claims.csv": "text/csv; charset=utf-8",
    "/claims.json": "application/json",
    "/claims.jsonl": "application/jsonl; charset=utf-8",
    "/claims.jsonld": "application/ld+json",
    "/events.geojson": "application/geo+json",
}
LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


@pytest.fixture
def take(client):
    """Return a function that takes a file and returns its text."""

    def ask(address):
        response = client.get(address)
        assert response.status_code == 200, response.content
        return b"".join(response.streaming_content).decode()

    return ask


def newest():
    return LedgerEntry.objects.order_by("-sequence").first()


def told_head():
    entry = newest()
    stamp = entry.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {"sequence": entry.sequence, "hash": entry.hash, "recorded_at": stamp}


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


class TestEvery(SharedDebate):
    @pytest.mark.parametrize(("address", "kind"), FILES.items())
    def test_it_is_streamed_under_a_name_with_its_licence_and_the_head(self, client, address, kind):
        response = client.get(f"{address}?claimant=side-0")
        head = client.head(f"{address}?claimant=side-0")

        entry = newest()
        name, _dot, suffix = address.removeprefix("/").rpartition(".")
        name = "reviews" if suffix == "jsonld" else name
        assert response.streaming
        assert response.headers["Content-Type"] == kind
        filename = f"{name}-{today().isoformat()}-entry-{entry.sequence}.{suffix}"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{filename}"'
        assert response.headers["Link"] == f'<{LICENCE["url"]}>; rel="license"'
        assert response.headers["X-Ledger-Sequence"] == str(entry.sequence)
        assert response.headers["X-Ledger-Hash"] == entry.hash
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "X-Ledger-Hash" in response.headers["Access-Control-Expose-Headers"]
        assert (head.status_code, list(head.streaming_content)) == (200, [])
        assert "Content-Length" not in head.headers
        assert head.headers["Content-Disposition"] == response.headers["Content-Disposition"]

    @pytest.mark.parametrize("address", FILES)
    @pytest.mark.parametrize("query", ["status=true", "claimaint=x", "after=1", "sort=best", "q=%00"])
    def test_what_cannot_be_read_is_refused_before_anything_is_sent(self, client, address, query):
        response = client.get(f"{address}?{query}")

        assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
        assert response.json()["errors"][0]["parameter"] == query.partition("=")[0]

    @pytest.mark.parametrize("address", FILES)
    def test_only_reading_is_allowed(self, client, address):
        response = client.post(address)

        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")

    @pytest.mark.parametrize("address", FILES)
    def test_it_comes_to_whoever_accepts_anything_or_that(self, client, address):
        for accepted in ("*/*", "text/html", FILES[address].partition(";")[0]):
            assert client.get(address, headers={"accept": accepted}).status_code == 200


@pytest.mark.parametrize("address", FILES)
def test_of_an_empty_ledger_there_is_a_file_too(take, address):
    assert take(address)


class TestChunks:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _nine(cls, rows_of_class):
        """Publish nine claims that stand level in every order, each about an event of its own."""
        for number in range(9):
            event = make_event(date=f"2023-10-0{number + 1}")
            make_verdict(make_published(reference=f"P-{number}", event=event), "corroborated")

    @pytest.fixture(autouse=True)
    def _two_at_a_time(self, monkeypatch):
        monkeypatch.setattr(chunking.chunks, "__defaults__", (2,))

    @pytest.mark.parametrize("address", FILES)
    def test_no_more_is_read_than_was_taken(self, client, address):
        with CaptureQueriesContext(connection) as some:
            pieces = client.get(address).streaming_content
            for _ in range(2):
                next(pieces)
        with CaptureQueriesContext(connection) as rest:
            list(pieces)

        assert len(some) < 25
        assert len(rest) > 3

    def test_rows_of_one_value_are_each_met_once(self, take):
        for sort in ("contradicted", "newest", "origins", "oldest"):
            found = [row["reference"] for row in rows(take(f"/claims.csv?sort={sort}"))]
            assert sorted(found) == [f"P-{number}" for number in range(9)]


class TestTable:
    def test_a_line_says_what_the_public_reads(self, take):
        make_debate()

        text = take("/claims.csv?claimant=side-0")

        (row,) = rows(text)
        claim = Claim.objects.get(reference="W-0")
        assert text.startswith("\ufeffreference,")
        assert text.endswith("\r\n")
        expected = {
            "reference": "W-0", "page_url": "http://testserver/claims/W-0/", "statement": claim.statement,
            "claimant_slug": "side-0", "claimant_name": "Side 0", "claimant_stake": "unknown",
            "event_slug": "anefis", "question_text": "Did the army advance?", "place_name": "Anefis",
            "about": "2023-10-06", "disputed": "true", "status": "unverified", "contradiction_count": "1",
            "quotation": "", "supersedes": "", "licence": LICENCE["url"], "as_of": "",
            "ledger_sequence": str(newest().sequence), "ledger_hash": newest().hash,
        }  # fmt: skip
        assert {name: row[name] for name in expected} == expected

    def test_the_order_is_that_of_the_list(self, take):
        make_published(reference="T-1", about="2023-10-01")
        make_published(reference="T-2", about="2023-12-01")

        assert [row["reference"] for row in rows(take("/claims.csv?sort=newest"))] == ["T-2", "T-1"]
        assert [row["reference"] for row in rows(take("/claims.csv?sort=oldest"))] == ["T-1", "T-2"]

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "'\rx"),
            (-1, "-1"), (-0.5, "-0.5"), (True, "true"), (None, ""), ("a=b", "a=b"), ("", ""),
        ],
    )  # fmt: skip
    def test_a_formula_is_made_harmless_and_a_number_left(self, value, written):
        assert cell(value) == written

    def test_quotes_and_lines_survive(self, take):
        statement = 'He said "no", then\nleft; =1'
        make_published(statement=statement)

        assert [row["statement"] for row in rows(take("/claims.csv"))] == [statement]


class TestJson:
    def test_the_document_and_the_lines_say_the_same(self, take, client):
        make_debate()
        selection = "?question=advance&sort=oldest"

        whole = json.loads(take(f"/claims.json{selection}"))
        first, *lines = [json.loads(line) for line in take(f"/claims.jsonl{selection}").splitlines()]
        api = client.get(f"/api/v1/claims/{selection}&include=citations,quantities,links,assessments").json()["results"]

        assert whole["claims"] == lines == api
        assert first["export"] == {
            "source": "Counterclaim",
            "address": f"http://testserver/claims.jsonl{selection}",
            "licence": LICENCE,
            "ledger_head": told_head(),
            "as_of": None,
        }
        assert {**whole, "claims": []} == {
            **first["export"], "address": f"http://testserver/claims.json{selection}", "claims": [],
        }  # fmt: skip

    def test_of_a_past_day(self, take, client):
        make_debate()
        day = today().isoformat()

        whole = json.loads(take(f"/claims.json?as_of={day}&disputed=true"))

        assert whole["as_of"] == day
        assert sorted(claim["reference"] for claim in whole["claims"]) == ["W-0", "W-1"]
        assert client.get(f"/claims.json?as_of={day}&place=x").status_code == 400
        assert client.get(f"/claims.csv?as_of={day}&sort=newest").status_code == 400
        assert json.loads(take("/claims.json?as_of=2020-01-01"))["claims"] == []

    @pytest.mark.parametrize("pieces", [[], [[]], [[], [1]], [[1], [], [2, 3]]])
    def test_a_document_stays_whole_whatever_the_chunks(self, pieces):
        for kept in ([], [0]):
            said = json.loads("".join(document({"a": 1, "list": kept}, pieces)))

            assert said == {"a": 1, "list": [*kept, *(one for piece in pieces for one in piece)]}


class TestReviews:
    def test_only_verdicts_are_reviews(self, take, client):
        first, second, third = make_debate(3)
        make_verdict(first, "corroborated")
        make_verdict(second, "inconclusive")

        said = json.loads(take("/claims.jsonld"))

        feed, review = said["@graph"]
        assert (feed["@type"], feed["version"], feed["license"]) == ("DataFeed", newest().sequence, LICENCE["url"])
        assert (review["@type"], review["url"]) == ("ClaimReview", "http://testserver/claims/W-0/")
        assert third.status == "unverified"

    def test_each_is_what_its_page_says(self, take, client):
        first, _second = make_debate()
        make_verdict(first, "refuted")

        (page,) = told(client, "/claims/W-0/")

        assert json.loads(take("/claims.jsonld"))["@graph"][1] == {
            name: value for name, value in page.items() if name != "@context"
        }

    def test_a_processor_expands_them(self, take):
        for claim in make_debate(3):
            make_verdict(claim, "corroborated")

        found = jsonld.expand(json.loads(take("/claims.jsonld")), {"documentLoader": load})

        assert [each["@type"][0].rpartition("/")[2] for each in found] == ["DataFeed", *["ClaimReview"] * 3]

    def test_there_are_none_of_a_past_day(self, client):
        assert client.get(f"/claims.jsonld?as_of={today().isoformat()}").status_code == 400


class TestPlaces:
    @pytest.fixture(autouse=True)
    def _events(self):
        there = make_place(name="Anefis", latitude="18.0439", longitude="-0.6031")
        make_published(reference="T-1", event=make_event(slug="one", date="2023-10-01", place=there))
        make_published(reference="T-2", event=make_event(slug="two", date="2023-10-02", place=make_place()))
        make_published(reference="T-3", kind="call", event=make_event(slug="three", date="2023-10-03"))

    def test_every_event_is_a_feature_and_none_gets_a_made_up_point(self, take):
        said = json.loads(take("/events.geojson"))

        assert (said["type"], said["licence"], said["ledger_head"]) == ("FeatureCollection", LICENCE, told_head())
        assert [(each["id"], each["geometry"]) for each in said["features"]] == [
            ("one", {"type": "Point", "coordinates": [-0.6031, 18.0439]}),
            ("two", None),
            ("three", None),
        ]
        assert said["features"][0]["properties"]["page_url"] == "http://testserver/events/one/"
        assert said["features"][0]["properties"]["claim_count"] == 1

    def test_a_filter_leaves_the_events_of_the_claims_that_pass(self, take):
        assert [each["id"] for each in json.loads(take("/events.geojson?kind=call"))["features"]] == ["three"]
