"""The picture of a question for social networks."""

import re
from io import BytesIO

import pytest
from PIL import Image
from pytest_django.asserts import assertInHTML

from claims.models import LedgerEntry
from claims.views.pictures import card_of
from claims.views.questions import read
from tests.factories import make_claimant, make_link, make_question
from tests.markup import cut, page_of
from tests.views.test_questions import make_answer
from tests.views.world import SharedDebate, make_debate, make_secret

pytestmark = pytest.mark.django_db

PICTURE = "/questions/advance/picture.png"


class TestPicture(SharedDebate):
    def test_is_a_png_of_the_size_that_the_page_says(self, client):
        response = client.get(PICTURE)

        assert response.headers["Content-Type"] == "image/png"
        assert Image.open(BytesIO(response.content)).size == (1200, 630)
        head = cut(page_of(client.get("/fr/questions/advance/")), "head")
        for name, content in (
            ('property="og:image"', "http://testserver/fr/questions/advance/picture.png"),
            ('property="og:image:width"', 1200),
            ('property="og:image:height"', 630),
            ('name="twitter:card"', "summary_large_image"),
        ):
            assertInHTML(f'<meta {name} content="{content}">', head)
        assert re.search(r'<meta property="og:image:alt" content="Did the army advance\?', head)

    def test_is_kept_until_the_question_changes(self, client, debate):
        first, _second = debate
        before = client.get(PICTURE).headers["ETag"]

        same = client.get(PICTURE, headers={"if-none-match": before})
        make_answer(first.question, position="Answer 2")
        changed = client.get(PICTURE, headers={"if-none-match": before})

        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["ETag"] == before
        assert (changed.status_code, changed.headers["ETag"] != before) == (200, True)
        assert client.get(PICTURE).headers["Cache-Control"] == "public, max-age=3600"

    def test_is_of_the_moment_that_is_asked_for(self, client, debate):
        first, _second = debate
        digits, then = LedgerEntry.objects.newest().hash[:12], client.get(PICTURE).content
        make_answer(first.question, position="Answer 2")

        assert client.get(f"{PICTURE}?entry={digits}").content == then
        assert client.get(PICTURE).content != then

    def test_any_page_may_show_it(self, client):
        assert client.get(PICTURE).headers["Cross-Origin-Resource-Policy"] == "cross-origin"

    def test_is_not_there_for_what_is_not_public(self, client, debate):
        make_secret(debate[0])

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
