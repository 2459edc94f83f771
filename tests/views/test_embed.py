"""A question on other people's pages: small, framed by anybody, and nothing else may be."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from tests.factories import make_claim, make_claimant, make_question
from tests.markup import links
from tests.views.test_methods import ADDRESSES
from tests.views.test_questions import make_answer
from tests.views.world import make_debate

pytestmark = pytest.mark.django_db

FRAMED = "/questions/advance/embed/"


@pytest.fixture(autouse=True, scope="module")
def _debate(rows_of_module):
    make_debate()


def policy(response):
    return dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs))


class TestFraming:
    def test_any_page_may_frame_it(self, client):
        response = client.get(FRAMED)

        assert response.status_code == 200
        assert policy(response)["frame-ancestors"] == "*"
        assert "X-Frame-Options" not in response.headers
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert {**policy(response), "frame-ancestors": "'none'"} == policy(client.get("/questions/advance/"))

    def test_every_other_page_refuses(self, client):
        answers = {address: client.get(address) for address in ADDRESSES}

        assert [address for address, one in answers.items() if policy(one)["frame-ancestors"] != "'none'"] == [FRAMED]
        assert [address for address, one in answers.items() if one.get("X-Frame-Options") != "DENY"] == [FRAMED]

    @pytest.mark.parametrize(
        "address", ["/questions/none/embed/", "/nowhere/", "/admin/login/", "/claims/W-0/correct/"]
    )
    def test_so_do_errors_the_desk_and_forms(self, client, address):
        response = client.get(address)

        assert policy(response)["frame-ancestors"] == "'none'"
        assert response.headers["X-Frame-Options"] == "DENY"


class TestPage:
    def test_it_says_who_takes_which_position_and_leads_on(self, get):
        _response, text = get(FRAMED)

        for words in ("Did the army advance?", "Answer 0", "Side 1", "2 claims by 2 claimants", "Cannot both hold"):
            assert words in text
        assert "As of entry 3 of the ledger" in text

    def test_its_links_open_outside_the_frame(self, get):
        found = Links(get(FRAMED)[1]).found

        assert {(link["target"], link["rel"]) for link in found} == {("_blank", "noopener")}
        assert {link["href"] for link in found} == {"/questions/advance/", "/claims/W-0/", "/claims/W-1/"}

    def test_the_figures_of_the_question_are_drawn_for_every_width_of_a_frame(self, get):
        question = make_question(slug="toll", kind="figure", measure="killed")
        make_answer(question, {"best": 17})

        response, text = get("/questions/toll/embed/")

        assert [size for _chart, size in response.context["axes"][0].charts] == ["l", "m less", "s"]
        assert re.findall('<svg class="chart ([^"]+)"', text) == ["l", "m less", "s"]

    def test_many_positions_and_claims_are_cut_and_counted(self, get):
        question = make_question(slug="toll")
        for _number in range(9):
            make_answer(question, position="Ten.", claimant=make_claimant())

        _response, text = get("/questions/toll/embed/")

        assert text.count("Stake unknown") == 6
        assert "9 claims in all" in text

    def test_it_stands_in_the_language_of_its_address(self, get):
        text = get("/fr" + FRAMED)[1]

        assert re.findall('<html lang="([^"]+)"', text) == ["fr"]
        assert "/fr/questions/advance/" in links(text)

    def test_a_past_day_is_kept_in_its_links(self, get):
        today = datetime.now(UTC).date()

        _response, text = get(f"{FRAMED}?as_of={today}")

        assert f"/questions/advance/?as_of={today}" in links(text)

    def test_drafts_do_not_leak(self, get):
        question = make_question(slug="hidden")
        make_claim(question=question)

        assert get("/questions/hidden/embed/")[0].status_code == 404


class TestOffer:
    def test_the_page_gives_the_code_to_copy(self, get):
        _response, text = get("/questions/advance/")

        assert "&lt;iframe src=&quot;http://testserver/questions/advance/embed/&quot;" in text
        assert "<iframe" not in text
