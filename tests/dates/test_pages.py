"""Every form of a date that the field accepts is said wherever a date is read: on pages, in feeds and in files."""

import csv
import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import workflow
from claims.dates import in_words, plain_day
from claims.models import Claim
from tests.dates.grammar import FORMS, TEXTS
from tests.factories import make_citation, make_claim, make_editor, make_event, make_published, make_source

LISTS = ("/claims/", "/fr/claims/", "/timeline/", "/map/", "/events/", "/sources/", "/", "/sitemap.xml")
FILTERS = ("2023-21", "2023-24", "2023-28", "2023-33", "2023-40", "2023-41", "2023", "2023-10", "2023-10-06", "9999-24")
NO_FILTERS = ("2023-13", "2023-20", "2023-42", "2023-99", "2023-21-01", "0000", "٢٠٢٣", "2023-10-XX\x00", "x" * 5000)
FILTERED = (
    *(
        "/claims/?asserted_after=",
        "/claims/?about_before=",
        "/timeline/?from=",
        "/timeline/?to=",
        "/map/?about_before=",
    ),
    *("/feeds/claims/?asserted_after=", "/claims.csv?about_after=", "/api/v1/claims/?about_after="),
    *("/api/v1/events/?date_after=", "/api/v1/sources/?published_before=", "/api/v1/links/?since="),
    "/api/v1/ledger/?since=",
)


def published(texts):
    """Publish a claim of one event for each date, which is when it happened and when it was said."""
    by = make_editor()
    return [
        make_published(by=by, reference=f"D-{number}", about=text, asserted=text, event=make_event(date=text))
        for number, text in enumerate(texts)
    ]


def words_of(answer):
    return unescape(answer.content.decode())


def parsed(answer):
    return ElementTree.fromstring(b"".join(answer) if answer.streaming else answer.content)  # noqa: S314 (our own)


@pytest.fixture(scope="class")
def claims(rows_of_class):
    """A published claim for each form, made once: tests of the class only read."""
    return published(FORMS)


@pytest.fixture(scope="class")
def pages(claims):
    """The page of each of those claims, by its date."""
    return {claim.about: words_of(Client().get(claim.get_absolute_url())) for claim in claims}


@pytest.mark.django_db
class TestEveryForm:
    def test_is_said_on_the_page_of_its_event(self, client, claims):
        for claim in claims:
            assert FORMS[claim.about] in words_of(client.get(claim.event.get_absolute_url()))

    def test_is_said_on_the_page_of_its_claim(self, pages):
        for text, page in pages.items():
            assert page.count(FORMS[text]) >= 2

    def test_a_time_element_holds_a_year_a_month_or_a_day(self, pages):
        for text, page in pages.items():
            said = f'<time datetime="{plain_day(text)}">{FORMS[text]}</time>'
            assert (said in page) == bool(plain_day(text)), text

    def test_a_search_engine_is_told_a_sure_day_alone(self, pages):
        for text, page in pages.items():
            told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
            assert told.get("datePublished") == ("2023-10-06" if text == "2023-10-06" else None)

    def test_is_said_on_a_past_day(self, client, claims):
        today = now().date().isoformat()
        for claim in claims:
            page = client.get(f"{claim.get_absolute_url()}?as_of={today}")

            assert page.status_code == 200, claim.about
            assert FORMS[claim.about] in words_of(page)
        assert client.get(f"/claims/?as_of={today}").status_code == 200

    @pytest.mark.parametrize("page", LISTS)
    def test_is_in_lists_and_pictures(self, client, claims, page):
        assert client.get(page).status_code == 200

    def test_is_drawn_however_closely_one_looks(self, client, claims):
        for window in ("from=2023-10&to=2023-10", "from=2023", "to=2024", "from=1000&to=9999", "from=0001&to=9999"):
            assert client.get(f"/timeline/?{window}").status_code == 200

    def test_is_listed_with_its_words(self, client, claims):
        pages, address = [], "/claims/?sort=oldest"
        while address:
            pages.append(words_of(client.get(address)))
            following = re.search(r'rel="next"\s+href="([^"]+)"', pages[-1])
            address = following and f"/claims/{following[1]}"

        assert [words for words in FORMS.values() if not any(words in page for page in pages)] == []

    @pytest.mark.parametrize("order", ["newest", "oldest", "said"])
    def test_is_sorted(self, client, claims, order):
        assert client.get(f"/claims/?sort={order}").status_code == 200

    def test_is_in_feeds(self, client, claims):
        for feed in ("/feeds/claims/", "/feeds/decisions/", f"/feeds/events/{claims[0].event.slug}/"):
            assert parsed(client.get(feed)).tag.endswith("feed")

    def test_is_in_the_api_with_its_bounds(self, client, claims):
        for claim in claims:
            answer = client.get(f"/api/v1/claims/{claim.reference}/").json()

            found = [answer[name] for name in ("about", "about_earliest", "about_latest")]
            open_ends = {"0001-01-01": None, "9999-12-31": None}
            bounds = [f"{claim.about_earliest}", f"{claim.about_latest}"]
            assert found == [claim.about, *(open_ends.get(day, day) for day in bounds)]

    @pytest.mark.parametrize("name", ["events.geojson", "claims.jsonld", "claims.json"])
    def test_is_in_files(self, client, claims, name):
        answer = client.get(f"/{name}")

        assert answer.status_code == 200
        json.loads(b"".join(answer))

    def test_is_in_the_csv_as_it_was_written(self, client, claims):
        rows = csv.DictReader(b"".join(client.get("/claims.csv")).decode("utf-8-sig").splitlines())

        assert {row["about"].removeprefix("'") for row in rows} == set(FORMS)


@pytest.mark.django_db
class TestSource:
    def test_every_form_is_said_on_its_page(self, client):
        claim = make_claim()
        cited = [make_citation(claim, source=make_source(published=text), counted=False).source for text in FORMS]
        workflow.publish(claim, by=make_editor())

        for source in cited:
            assert FORMS[source.published] in words_of(client.get(source.get_absolute_url()))


@pytest.mark.django_db
class TestFilters:
    @pytest.mark.parametrize("address", FILTERED)
    def test_what_can_be_read_selects(self, client, address):
        make_published()

        assert {client.get(address + text).status_code for text in FILTERS} == {200}

    @pytest.mark.parametrize("address", FILTERED)
    def test_what_cannot_is_told(self, client, address):
        make_published()

        assert {client.get(address + text).status_code for text in NO_FILTERS} <= {200, 400}

    def test_a_season_is_said_where_it_selects(self, client):
        make_published(about="2023-04-02")

        page = words_of(client.get("/claims/?about_after=2023-21"))

        assert "spring 2023" in page

    def test_a_season_finds_what_may_lie_in_it(self, client):
        inside, outside = make_published(about="2023-04-02"), make_published(about="2023-06-01")

        page = words_of(client.get("/claims/?about_after=2023-21&about_before=2023-21"))

        assert (inside.reference in page, outside.reference in page) == (True, False)


@pytest.mark.django_db
class TestAnyForm:
    @settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(texts=st.lists(TEXTS, min_size=4, max_size=8, unique=True))
    def test_is_said_and_drawn(self, client, texts):
        made = published_anew(texts)

        for page in ("/claims/", "/timeline/", "/map/", "/events/", "/feeds/claims/", "/claims.csv", "/claims.jsonld"):
            assert client.get(page).status_code == 200
        for claim in made:
            assert in_words(claim.about) in words_of(client.get(claim.get_absolute_url())), claim.about


def published_anew(texts):
    """Publish more claims than there were before: what was published is never deleted."""
    by, before = make_editor(), Claim.objects.count()
    return [
        make_published(by=by, reference=f"D-{before + number}", about=text, asserted=text)
        for number, text in enumerate(texts)
    ]
