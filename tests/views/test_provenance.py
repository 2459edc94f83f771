import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.rules.provenance import origin_chains
from claims.views.sections.provenance import MAX_TREE_CITATIONS, chains_of, groups_today
from tests.factories import make_citation, make_claim, make_claimant, make_publisher, make_source
from tests.markup import cut
from tests.views.world import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_claim(reference="K-1", claimant=make_claimant(name="CSP-PSD", stake="party"))


def cite(claim, name, **kwargs):
    publisher = kwargs.pop("publisher", None) or make_publisher(name=name, stake=kwargs.pop("stake", "independent"))
    return make_citation(claim, source=make_source(title=f"Report of {name}", publisher=publisher), **kwargs)


def chains(claim):
    citations = list(claim.citations.for_reading())
    return chains_of(claim, citations, *origin_chains(citations), groups_today(claim, citations))


def told(claim):
    """Return by publisher how the picture shows it, and its last line."""
    chart, _size = chains(claim)["chains"][0]
    return {step.stop.who: (step.stop.look, step.words[-1].text) for step in chart.steps}


class TestStops:
    def test_three_outlets_can_have_one_origin(self, claim):
        origin = cite(claim, "RFI")
        copy = cite(claim, "Mali Tribune", mode="relayed", relayed_from=origin)
        cite(claim, "Maliweb", mode="relayed", relayed_from=copy)

        shown = chains(claim)

        assert (shown["outlets"], shown["counted_origins"]) == (3, 1)
        assert shown["chain_key"] == [("origin", "an origin that counts"), ("relay", "relayed from there")]
        assert told(claim)["RFI"] == ("origin", "counts as an origin")
        assert told(claim)["Maliweb"] == ("relay", "7 October 2023")

    def test_the_claimant_itself_and_parties_are_neither_outlets_nor_origins(self, claim):
        cite(claim, "", publisher=claim.claimant, mode="own")
        cite(claim, "Spokesman", publisher=make_publisher(name="Spokesman", part_of=claim.claimant))
        cite(claim, "Malian army", stake="party")

        shown = chains(claim)

        assert (shown["outlets"], shown["counted_origins"]) == (0, 0)
        assert told(claim) == {
            "CSP-PSD": ("own", "the claimant itself: not counted"),
            "Spokesman": ("own", "the claimant itself: not counted"),
            "Malian army": ("own", "party to the conflict: not counted"),
        }

    def test_two_papers_of_one_house_count_once(self, claim):
        house = make_publisher(name="House")
        cite(claim, "", publisher=make_publisher(name="Morning", part_of=house))
        cite(claim, "", publisher=make_publisher(name="Evening", part_of=house))

        shown = chains(claim)

        assert (shown["outlets"], shown["counted_origins"]) == (1, 1)
        assert sorted(told(claim).values()) == [("origin", "counts as an origin"), ("own", "counted already")]

    def test_what_does_not_stand_behind_it_says_so(self, claim):
        cite(claim, "RFI", bearing="undermines")
        cite(claim, "AFP", bearing="context")
        cite(claim, "Maliweb", mode="relayed")

        assert told(claim) == {
            "RFI": ("aside", "speaks against it"),
            "AFP": ("aside", "gives context only"),
            "Maliweb": ("loose", "its origin is not known"),
        }
        assert chains(claim)["outlets"] == 1

    def test_it_counts_what_workflow_counts(self, claim):
        origin = cite(claim, "RFI")
        cite(claim, "AFP", bearing="supports")
        cite(claim, "Copy", mode="relayed", relayed_from=origin)
        cite(claim, "Army", stake="party")
        claim.refresh_from_db()

        assert chains(claim)["counted_origins"] == claim.independent_origins == 2


class TestPage:
    def test_the_picture_stands_before_the_list_and_says_the_same(self, get, claim):
        origin = cite(claim, "RFI")
        cite(claim, "Mali Tribune", mode="relayed", relayed_from=origin)
        publish(claim)

        _response, text = get("/claims/K-1/")

        assert "2 outlets, 1 origin." in text
        section = cut(text, "section", 'aria-labelledby="h-cit"')
        assert re.findall(r'<(svg|ol) class="(?:chart )?chains?\b', section) == ["svg", "svg", "svg", "ol"]

    def test_one_document_needs_no_picture_and_too_many_have_none(self, claim):
        cite(claim, "RFI")
        assert chains(claim)["chains"] == []

        publisher = make_publisher()
        for _document in range(MAX_TREE_CITATIONS):
            make_citation(claim, source=make_source(publisher=publisher), counted=False)
        assert chains(claim)["chains"] == []

    def test_it_takes_as_many_queries_for_six_as_for_three(self, claim):
        for number in range(3):
            cite(claim, f"Paper {number}")
        with CaptureQueriesContext(connection) as few:
            chains(claim)
        for number in range(3, 6):
            cite(claim, f"Paper {number}")
        with CaptureQueriesContext(connection) as many:
            chains(claim)

        assert len(many) == len(few) <= 3
