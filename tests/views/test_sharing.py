"""What other programs are told of a page."""

import re

import pytest

from claims.models import Question
from claims.templatetags.meta import CHOOSING
from claims.urls import PAGES
from tests.markup import page_of
from tests.views.world import make_debate

pytestmark = pytest.mark.django_db


def told(page):
    """Return what a page says of itself, by property."""
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page))


def canonical(page):
    return re.findall(r'<link rel="canonical" href="([^"]+)">', page)


class TestSharing:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _debate(cls, rows_of_class):
        make_debate()

    def test_a_page_says_what_it_is(self, client):
        page = page_of(client.get("/en/questions/advance/"))

        said = told(page)
        assert said.pop("og:description") == re.search(r'name="description" content="([^"]+?)\s*"', page).group(1)
        assert said == {
            "og:title": "Did the army advance?",
            "og:type": "website",
            "og:url": "http://testserver/en/questions/advance/",
            "og:site_name": "Counterclaim",
            "og:locale": "en_GB",
            "og:locale:alternate": "fr_FR",
            **{name: value for name, value in said.items() if name.startswith(("twitter:", "og:image"))},
        }

    def test_quotes_in_a_title_stay_within_it(self, client):
        Question.objects.update(text='Was it "taken" & <held>?')

        page = client.get("/questions/advance/").text

        assert told(page)["og:title"] == "Was it &quot;taken&quot; &amp; &lt;held&gt;?"

    def test_locale_follows_the_language(self, client):
        said = told(client.get("/fr/claims/").text)

        assert (said["og:locale"], said["og:locale:alternate"]) == ("fr_FR", "en_GB")

    @pytest.mark.parametrize("asked", ["", "?utm_source=post&fbclid=1", "?q="])
    def test_an_address_has_nothing_that_does_not_choose(self, client, asked):
        assert canonical(client.get(f"/claims/W-0/{asked}").text) == ["http://testserver/en/claims/W-0/"]

    @pytest.mark.parametrize(
        ("asked", "kept"),
        [
            ("/claims/?a=b&kind=call&status=none&status=refuted", "/en/claims/?status=none&status=refuted&kind=call"),
            ("/fr/claims/W-0/?as_of=2099-01-01&a=b", "/fr/claims/W-0/?as_of=2099-01-01"),
            ("/ledger/?act=link&claim=W-0&sid=9", "/en/ledger/?claim=W-0&act=link"),
        ],
    )  # fmt: skip
    def test_an_address_keeps_what_chooses(self, client, asked, kept):
        page = client.get(asked).text

        assert canonical(page) == ["http://testserver" + kept.replace("&", "&amp;")]
        assert told(page)["og:url"] == canonical(page)[0]

    def test_a_page_that_is_not_there_has_no_address(self, client):
        assert canonical(client.get("/nowhere/").text) == []

    def test_every_page_that_can_be_asked_for_more_is_a_page(self):
        assert set(CHOOSING) <= {name for _route, _view, name in PAGES}
