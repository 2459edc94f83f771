import re

import pytest

from claims.models import ClaimLink
from claims.views.sections.graph import graph_of
from tests.factories import make_claim, make_claimant, make_event, make_link, make_published, make_suggested_link
from tests.markup import links as links_in
from tests.views.world import debated, make_debate, make_secret

pytestmark = pytest.mark.django_db


def links():
    return ClaimLink.objects.public().for_reading()


class TestGraph:
    def test_it_holds_the_claims_that_are_linked_and_how(self):
        _first, second, third = make_debate(3)
        make_link(second, third, kind="corroborates", basis="")

        shown = graph_of(links())

        chart, _size = shown["graphs"][0]
        assert [size for _chart, size in shown["graphs"]] == ["l", "m less", "s"]
        assert {dot.node.key for dot in chart.dots} == {"W-0", "W-1", "W-2"}
        assert sorted(edge.look for edge in chart.edges) == ["clash", "clash", "corroborates"]
        assert (shown["graph_claims"], shown["graph_claimants"], shown["graph_crowded"]) == (3, 3, False)
        assert [look for look, _words in shown["graph_key"]] == ["clash", "corroborates"]

    def test_a_link_looks_as_it_says_whether_both_can_hold(self):
        first, second, third = make_debate(3)
        make_link(second, third, kind="denies", basis="scope")
        make_link(third, first, kind="qualifies", basis="")

        chart, _size = graph_of(links())["graphs"][0]

        assert sorted((edge.look, bool(edge.mark), bool(edge.arrow)) for edge in chart.edges) == [
            ("clash", True, False), ("clash", True, False), ("differ", True, True), ("qualifies", False, True)
        ]  # fmt: skip

    def test_a_single_link_needs_no_picture(self):
        make_debate(2)

        assert graph_of(links()) == {"graph_links": []}

    def test_as_many_claims_as_may_be_are_drawn_and_one_more_is_too_many(self, monkeypatch):
        most = 6
        monkeypatch.setattr("claims.views.sections.graph.MAX_GRAPH_CLAIMS", most)
        claims = [make_published() for _claim in range(most)]
        for claim in claims[1:]:
            make_link(claims[0], claim, basis="scope")

        assert len(graph_of(links())["graphs"][0][0].dots) == most

        make_link(claims[0], make_published())
        shown = graph_of(links())
        assert (shown["graphs"], shown["graph_crowded"], shown["graph_claims"]) == ([], True, most + 1)


class TestPages:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _debate(cls, rows_of_class):
        make_debate(3)

    def pictures(self, text):
        return re.findall(r'<svg class="chart graph', text)

    def test_a_question_shows_how_its_answers_are_linked(self, get):
        _response, text = get("/questions/advance/")

        assert len(self.pictures(text)) == 3
        assert 'aria-label="W-0, Side 0: Answer 0"' in text
        assert "3 claims by 3 claimants, joined by 2 links." in text

    def test_an_event_shows_the_links_between_claims_about_it_and_its_parts(self, get):
        whole = make_event(slug="offensive")
        part = make_event(part_of=whole)
        one, other = make_published(event=whole), make_published(event=part)
        outside = make_published(event=make_event())
        for each in (other, make_published(event=part), outside):
            make_link(one, each)

        response, text = get("/events/offensive/")

        assert {each.first for each in response.context["graph_links"]} == {one}
        assert len(response.context["graph_links"]) == 2
        assert len(self.pictures(text)) == 3

    def test_too_many_are_said_so_and_lead_to_the_matrix(self, get, monkeypatch):
        monkeypatch.setattr("claims.views.sections.graph.MAX_GRAPH_CLAIMS", 2)

        _response, text = get("/events/anefis/")

        assert "it stays legible up to 2 claims and 150 links" in text
        assert "/claimants/matrix/?event=anefis" in links_in(text)
        assert self.pictures(text) == []

    @pytest.mark.parametrize("address", ["/events/anefis/", "/questions/advance/"])
    def test_neither_drafts_nor_suggestions_are_drawn(self, get, address):
        claims = debated()
        make_secret(claims[0])
        make_suggested_link(claims[1], claims[2])
        make_link(claims[1], make_claim(event=claims[1].event, question=claims[1].question, claimant=make_claimant()))

        response, _text = get(address)

        chart, _size = response.context["graphs"][0]
        assert {dot.node.key for dot in chart.dots} == {"W-0", "W-1", "W-2"}
        assert len(chart.edges) == 2
