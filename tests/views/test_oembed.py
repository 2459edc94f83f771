"""What oEmbed 1.0 tells of a question, and what it refuses."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import make_question
from tests.views.world import debated, make_debate, make_secret

pytestmark = pytest.mark.django_db

QUESTION = "http://testserver/questions/advance/"


@pytest.fixture
def ask(client):
    def asked(**params):
        return client.get("/oembed/", {"url": QUESTION, **params})

    return asked


@pytest.fixture(autouse=True, scope="module")
def _debate(rows_of_module):
    make_debate()


@pytest.fixture
def debate(db):
    return debated()


class TestAnswer:
    def test_is_a_rich_frame_with_title_and_picture(self, ask):
        response = ask(format="json")

        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.json() == {
            "type": "rich",
            "version": "1.0",
            "title": "Did the army advance?",
            "provider_name": "Counterclaim",
            "provider_url": "http://testserver/",
            "html": '<iframe src="http://testserver/questions/advance/embed/" title="Did the army advance?" '
            'width="640" height="720" loading="lazy" referrerpolicy="no-referrer"></iframe>',
            "width": 640,
            "height": 720,
            "thumbnail_url": "http://testserver/questions/advance/picture.png",
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
            "cache_age": 86400,
        }

    def test_stays_within_the_size_asked_for(self, ask):
        told = ask(maxwidth="400", maxheight="300").json()

        assert (told["width"], told["height"]) == (400, 300)
        assert 'width="400" height="300"' in told["html"]

    def test_is_never_larger_than_the_frame_is_meant_to_be(self, ask):
        assert ask(maxwidth="9999").json()["width"] == 640

    @pytest.mark.parametrize(
        "address", ["http://testserver/fr/questions/advance/", "http://testserver/fr/questions/advance/embed/"]
    )
    def test_keeps_the_language_of_the_address(self, ask, address):
        told = ask(url=address).json()

        assert 'src="http://testserver/fr/questions/advance/embed/"' in told["html"]
        assert told["thumbnail_url"] == "http://testserver/fr/questions/advance/picture.png"

    def test_asked_in_french_keeps_the_language_of_the_address_too(self, client):
        told = client.get("/fr/oembed/", {"url": QUESTION}).json()

        assert 'src="http://testserver/questions/advance/embed/"' in told["html"]

    def test_keeps_the_day_of_the_address(self, ask):
        told = ask(url=f"{QUESTION}?as_of=2026-01-01").json()

        assert 'src="http://testserver/questions/advance/embed/?as_of=2026-01-01"' in told["html"]

    def test_title_is_escaped_in_the_frame(self, ask, debate):
        debate[0].question.text = 'Did "they" <b>?'
        debate[0].question.save()

        assert 'title="Did &quot;they&quot; &lt;b&gt;?"' in ask().json()["html"]


class TestRefusal:
    @pytest.mark.parametrize(
        "address",
        [
            "http://elsewhere.example/questions/advance/",
            "https://testserver.example/questions/advance/",
            "//testserver/questions/advance/",
            "ftp://testserver/questions/advance/",
            "javascript:alert(1)",
            "http://[::1/questions/advance/",
            "http://testserver/questions/none/",
            "http://testserver/questions/",
            "http://testserver/claims/W-0/",
            "http://testserver/de/questions/advance/",
            "http://testserver/fr/fr/questions/advance/",
            "http://testserver/questions/advance/?as_of=soon",
            "http://testserver/questions/advance/?entry=abc",
            "questions/advance",
            "http://testserver",
        ],
    )
    def test_addresses_of_no_question_here_are_not_found(self, ask, address):
        response = ask(url=address)

        assert (response.status_code, list(response.json())) == (404, ["error"])

    def test_a_question_without_a_published_answer_is_not_found(self, ask, debate):
        make_secret(debate[0])
        make_question(slug="empty")

        for slug in ("zerzura-question", "empty"):
            response = ask(url=f"http://testserver/questions/{slug}/")
            assert response.status_code == 404
            assert "zerzura" not in response.text.lower()

    @pytest.mark.parametrize("shape", ["xml", "yaml"])
    def test_other_formats_are_not_implemented(self, ask, shape):
        assert ask(format=shape).status_code == 501

    def test_no_address_is_told(self, client):
        response = client.get("/oembed/")

        assert (response.status_code, response.json()["error"]) == (400, "Say with “url” which question to embed.")

    @pytest.mark.parametrize("typed", ["0", "-1", "wide", "1e3", "٣٠٠", "999999999999"])
    def test_no_number_of_pixels_is_told(self, ask, typed):
        response = ask(maxwidth=typed)

        assert (response.status_code, response.json()["error"]) == (
            400,
            "“maxwidth” is a number of pixels, like 640.",
        )


@pytest.mark.parametrize("page", ["/questions/advance/", "/fr/questions/advance/"])
def test_a_question_leads_to_what_describes_it(client, page):
    text = client.get(page).text
    link = text.split('type="application/json+oembed" href="')[1].split('"')[0].replace("&amp;", "&")

    told = client.get(urlsplit(link).path, parse_qs(urlsplit(link).query))

    assert told.status_code == 200
    assert f'src="http://testserver{page}embed/"' in told.json()["html"]
