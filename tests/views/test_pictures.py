"""The picture of a question for social networks."""

from io import BytesIO

import pytest
from PIL import Image

from claims.models import LedgerEntry
from claims.views.pictures import card_of
from claims.views.questions import read
from tests.factories import make_claimant, make_link, make_question
from tests.markup import page_of
from tests.views.test_questions import make_answer
from tests.views.world import make_debate, make_secret

pytestmark = pytest.mark.django_db

PICTURE = "/questions/advance/picture.png"


class TestPicture:
    def test_is_a_png_of_the_size_that_the_page_says(self, client):
        make_debate()

        response = client.get(PICTURE)

        assert response.headers["Content-Type"] == "image/png"
        assert Image.open(BytesIO(response.content)).size == (1200, 630)
        page = page_of(client.get("/fr/questions/advance/"))
        assert '<meta property="og:image" content="http://testserver/fr/questions/advance/picture.png">' in page
        assert '<meta property="og:image:width" content="1200">' in page
        assert '<meta property="og:image:height" content="630">' in page
        assert '<meta property="og:image:alt" content="Did the army advance?' in page
        assert '<meta name="twitter:card" content="summary_large_image">' in page

    def test_is_kept_until_the_question_changes(self, client):
        first, _second = make_debate()
        before = client.get(PICTURE).headers["ETag"]

        same = client.get(PICTURE, headers={"if-none-match": before})
        make_answer(first.question, position="Answer 2")
        changed = client.get(PICTURE, headers={"if-none-match": before})

        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["ETag"] == before
        assert (changed.status_code, changed.headers["ETag"] != before) == (200, True)
        assert client.get(PICTURE).headers["Cache-Control"] == "public, max-age=3600"

    def test_is_of_the_moment_that_is_asked_for(self, client):
        first, _second = make_debate()
        digits, then = LedgerEntry.objects.newest().hash[:12], client.get(PICTURE).content
        make_answer(first.question, position="Answer 2")

        assert client.get(f"{PICTURE}?entry={digits}").content == then
        assert client.get(PICTURE).content != then

    def test_any_page_may_show_it(self, client):
        make_debate()

        assert client.get(PICTURE).headers["Cross-Origin-Resource-Policy"] == "cross-origin"

    def test_is_not_there_for_what_is_not_public(self, client):
        make_secret(make_debate()[0])

        assert client.get("/questions/zerzura-question/picture.png").status_code == 404
        assert client.get("/questions/none/picture.png").status_code == 404


class TestCard:
    def test_says_who_takes_which_position(self):
        question = make_question(slug="toll", text="How many?")
        first = make_answer(question, position="Ten.", claimant=make_claimant(name="Army", stake="party"))
        second = make_answer(question, position="None.", claimant=make_claimant(name="RFI", stake="independent"))
        make_answer(question, position="Ten.", claimant=first.claimant)
        make_link(first, second)

        card = card_of(read("toll"))

        assert card.question == "How many?"
        assert card.positions == (("Ten.", "Army (party)"), ("None.", "RFI (independent)"))
        assert card.counts == "3 claims by 2 claimants, and some cannot both hold"

    def test_names_four_claimants_and_counts_the_others(self):
        question = make_question(slug="toll")
        for number in range(6):
            make_answer(question, position="Ten.", claimant=make_claimant(name=f"Side {number}"))

        ((_words, who),) = card_of(read("toll")).positions

        assert who.endswith("Side 3 (unknown), 2 more")

    def test_says_nothing_of_drafts(self):
        first = make_debate()[0]
        make_secret(first)

        assert "zerzura" not in repr(card_of(read("advance"))).lower()
