import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_claim, make_claimant, make_event, make_link, make_published, make_question
from tests.markup import cut, links
from tests.views.world import SECRET, make_debate, make_secret

pytestmark = pytest.mark.django_db

ADDRESS = "/claimants/matrix/"


@pytest.fixture
def sides():
    army = make_claimant(name="Malian army", slug="army")
    return army, make_claimant(name="CSP-PSD", slug="csp"), make_claimant(name="RFI", slug="rfi")


def cells(response):
    """Return what stands in each cell that is not empty, by the names of its row and column."""
    return {
        (row.slug, column.slug): (cell.clashes, cell.differences)
        for row, row_cells in response.context["rows"]
        for column, cell in row_cells
        if not cell.empty
    }


class TestCounts:
    def test_pairs_are_counted_by_whether_both_can_hold(self, get, sides):
        army, rebels, radio = sides
        first = make_published(claimant=army)
        make_link(first, make_published(claimant=rebels))
        make_link(make_published(claimant=rebels), first, basis="scope")
        make_link(make_published(claimant=army), make_published(claimant=rebels))
        make_link(first, make_published(claimant=radio), basis="counting")
        make_link(first, make_published(claimant=radio), kind="corroborates", basis="")

        response, text = get(ADDRESS)

        assert cells(response) == {
            ("army", "csp"): (2, 1), ("csp", "army"): (2, 1), ("army", "rfi"): (0, 1), ("rfi", "army"): (0, 1)
        }  # fmt: skip
        assert "Malian army and CSP-PSD: 2 cannot both hold, 1 differ otherwise" in text

    def test_two_claims_linked_twice_are_one_pair(self, get, sides):
        army, rebels, _radio = sides
        first, second = make_published(claimant=army), make_published(claimant=rebels)
        make_link(first, second, basis="scope")
        make_link(second, first, kind="denies")

        response, _text = get(ADDRESS)

        assert cells(response)["army", "csp"] == (1, 0)
        assert [told[:3] for told in response.context["bases"]] == [
            ("clash", "incompatible", 1), ("differ", "scope", 1)
        ]  # fmt: skip

    def test_a_claimant_can_contradict_itself(self, get, sides):
        army, _rebels, _radio = sides
        make_link(make_published(claimant=army), make_published(claimant=army))

        response, text = get(ADDRESS)

        assert cells(response) == {("army", "army"): (1, 0)}
        assert "Malian army with itself" in text

    def test_drafts_count_for_nothing(self, get):
        claims = make_debate()
        make_secret(claims[0])
        make_link(claims[1], make_claim(claimant=make_claimant(name=f"{SECRET} side")))

        response, text = get(ADDRESS)

        assert cells(response) == {("side-0", "side-1"): (1, 0), ("side-1", "side-0"): (1, 0)}
        assert SECRET not in text


class TestNarrowing:
    def test_only_pairs_about_an_event_and_its_parts(self, get, sides):
        army, rebels, _radio = sides
        whole = make_event(slug="offensive", title="Offensive")
        part = make_event(slug="advance", part_of=whole)
        make_link(make_published(claimant=army, event=whole), make_published(claimant=rebels, event=part))
        make_link(make_published(claimant=army, event=make_event()), make_published(claimant=rebels))

        everything, _text = get(ADDRESS)
        response, text = get(f"{ADDRESS}?event=offensive")

        assert cells(everything)["army", "csp"] == (2, 0)
        assert cells(response)["army", "csp"] == (1, 0)
        table = cut(text, "div", 'role="region"')
        assert "/claims/?event=offensive&claimant=army&against=csp" in links(table)

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("event=nowhere", "“nowhere” is not one of the choices."),
            ("most=7", "Choose how many claimants to show: 12"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, get, query, words):
        response, text = get(f"{ADDRESS}?{query}")

        assert response.status_code == 400
        assert words in text

    def test_those_left_out_are_named_and_can_be_shown(self, get, monkeypatch):
        monkeypatch.setattr("claims.views.matrix.SIZES", (2, 4))
        make_debate(4)

        few, text = get(ADDRESS)
        many, whole = get(f"{ADDRESS}?most=4")

        assert [column.slug for column in few.context["columns"]] == ["side-0", "side-1"]
        assert "2 more are named below." in text
        assert "/claims/?against=side-3" in links(text)
        assert {column.slug for column in many.context["columns"]} == {f"side-{number}" for number in range(4)}
        assert "named below" not in whole


class TestPage:
    def test_pairs_say_what_they_are_about(self, get, sides):
        army, rebels, _radio = sides
        question = make_question(text="Did the army advance?")
        make_link(make_published(claimant=army, question=question), make_published(claimant=rebels, question=question))
        make_link(make_published(claimant=army, event=make_event(title="A convoy")), make_published(claimant=rebels))

        response, text = get(ADDRESS)

        (pair,) = response.context["pairs"]
        assert pair.topics == ["A convoy", "Did the army advance?"]
        assert "Did the army advance?" in text

    def test_every_cell_leads_to_its_claims(self, get, sides):
        army, rebels, _radio = sides
        first = make_published(claimant=army)
        make_link(first, make_published(claimant=rebels))
        make_published(claimant=army)

        response, _text = get("/claims/?claimant=army&against=csp")

        assert [claim.reference for claim in response.context["page"].rows] == [first.reference]

    def test_nothing_to_show_is_no_error(self, get):
        response, text = get(ADDRESS)

        assert response.status_code == 200
        assert "No two published claims are set against each other here." in text

    def test_the_table_scrolls_in_a_region_that_can_be_reached(self, get):
        make_debate()

        _response, text = get(ADDRESS)

        region = cut(text, "div", 'role="region" aria-label="Claimant by claimant, as a table" tabindex="0"')
        assert re.findall('<th scope="row"><a href="([^"]+)"', region) == ["/claimants/side-0/", "/claimants/side-1/"]

    def test_many_claimants_take_as_many_queries_as_few(self, client):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert client.get(ADDRESS).status_code == 200
            return len(captured)

        claims = make_debate(3)
        few = queries()
        for _claim in range(12):
            make_link(claims[0], make_published(question=claims[0].question))

        assert queries() == few
