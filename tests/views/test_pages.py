import re
from functools import cache

import pytest
from django.db.models.enums import ChoicesType
from django.test import Client
from pytest_django.asserts import assertInHTML

from claims import choices
from claims.glossary import EXPLAINED
from tests.factories import (
    make_citation,
    make_claim,
    make_event,
    make_link,
    make_published,
    make_question,
    make_source,
    make_verdict,
)
from tests.markup import cut, links, page_of
from tests.views.world import make_debate, publish

pytestmark = pytest.mark.django_db

PAGES = [
    "/", "/claims/", "/claims/W-0/", "/questions/", "/questions/advance/", "/claimants/", "/claimants/side-0/",
    "/timeline/", "/timeline/?event=anefis&from=2023-10", "/claimants/matrix/", "/map/",
    "/events/", "/events/anefis/", "/sources/", "/sources/paper-0/", "/about/", "/claims/?status=bogus&kind=call",
]  # fmt: skip


class TestEveryPage:
    @pytest.fixture(scope="class")
    @classmethod
    def ask(cls, rows_of_class):
        """Return a function that returns the response of an address, and asks for each but once in this class."""
        make_debate()
        return cache(Client().get)

    @pytest.mark.parametrize("address", PAGES)
    def test_frame_is_whole(self, ask, address):
        text = page_of(ask(address))

        assert len(re.findall(r"<h1[ >]", text)) == 1
        assert re.findall(r'<main [^>]*\bid="([^"]+)"', text) == ["main"]
        assert re.findall(r"<a [^>]+>", text)[0] == '<a class="skip" href="#main">'
        assert re.findall(r"<html[^>]*>", text) == ['<html lang="en-gb" dir="ltr">']
        assert "<style" not in text
        assert " style=" not in text
        assert re.findall(r'<script(?! type="module" src="| type="application/ld\+json">)', text) == []

    @pytest.mark.parametrize("address", PAGES)
    def test_ids_are_unique_and_pointed_at(self, ask, address):
        text = page_of(ask(address))

        ids = re.findall(r' id="([^"]+)"', text)
        pointed = re.findall(r' (?:aria-labelledby|aria-describedby|for)="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert {one for each in pointed for one in each.split()} <= set(ids)
        assert set(re.findall(r'<use href="#([^"]+)"', text)) <= set(ids)

    def test_titles_and_descriptions_are_their_own(self, ask):
        texts = [page_of(ask(address)) for address in PAGES]

        titles = [re.search(r"<title>(.+?)</title>", text).group(1) for text in texts]
        descriptions = [re.search(r'name="description" content="([^"]+)"', text).group(1) for text in texts]
        assert len(set(titles)) == len(titles)
        assert len(set(descriptions)) >= len(descriptions) - 1
        assert all(title.endswith(" – Counterclaim") for title in titles)

    @pytest.mark.parametrize("address", PAGES)
    def test_links_lead_somewhere(self, ask, address):
        response = ask(address)

        here = response.request["PATH_INFO"]
        leading = [link for link in links(response.text) if re.match(r"/(?!static/)|\?", link)]
        targets = {here + link if link.startswith("?") else re.split("[?#]", link)[0] for link in leading}
        assert [target for target in sorted(targets) if ask(target).status_code != 200] == []


class TestEmptyDatabase:
    @pytest.mark.parametrize("address", ["/", "/claims/", "/questions/", "/claimants/", "/events/", "/sources/"])
    def test_nothing_to_show_is_no_error(self, get, address):
        assert get(address)[0].status_code == 200

    @pytest.mark.parametrize("address", ["/claims/K-1/", "/questions/x/", "/claimants/x/", "/events/x/", "/sources/x/"])
    def test_what_does_not_exist_is_not_found(self, get, address):
        assert get(address)[0].status_code == 404


class TestHome:
    def test_a_question_shows_two_sides_and_why(self, get):
        make_debate(3)

        response, text = get("/")

        (link,) = response.context["links"]
        assert (link.first.reference, link.answers, link.disputing) == ("W-0", 3, True)
        for words in ("Did the army advance?", "Answer 0", "Cannot both hold", "Anefis"):
            assert words in text
        assertInHTML("<li>3 claims</li>", cut(text, "article", 'class="card"'))

    def test_what_cannot_both_hold_comes_before_what_differs(self, get):
        question = make_question(text="Open?")
        one, other = make_published(question=question), make_published(question=question)
        make_link(one, other, basis="counting")
        make_debate()

        response, _text = get("/")

        assert [link.first.question.text for link in response.context["links"]] == ["Did the army advance?", "Open?"]

    def test_totals(self, get):
        make_debate()
        make_verdict(make_published(kind="figure"), "corroborated")

        response, _text = get("/")

        assert response.context["totals"] == {
            "published": 3, "contradicted": 2, "without_origin": 0, "corroborated": 1
        }  # fmt: skip

    def test_latest_decisions_are_the_newest_first(self, get):
        claims = make_debate()
        make_verdict(claims[0], "under_review", rationale="We are looking.")

        response, text = get("/")

        decided = [
            (finding and finding.status, link and link.kind) for _at, finding, link in response.context["decisions"]
        ]
        assert decided == [("under_review", None), (None, "contradicts")]
        listed = cut(text, "section", 'aria-labelledby="dec"')
        assert listed.index("We are looking.") < listed.index("If one holds the other does not.")

    def test_findings_that_say_the_same_of_several_claims_are_one(self, get):
        claims = [make_published(reference=f"K-{number}") for number in range(3)]
        for claim in claims[:2]:
            make_verdict(claim, "under_review", rationale="One report for both.")
        make_verdict(claims[2], "inconclusive", rationale="Another.")

        response, text = get("/")

        decided = [
            [claim.reference for claim in finding.claims] for _at, finding, _link in response.context["decisions"]
        ]
        assert decided == [["K-2"], ["K-1", "K-0"]]
        assert text.count("One report for both.") == 1

    def test_of_many_events_the_line_shows_those_most_told_of(self, get, monkeypatch):
        monkeypatch.setattr("claims.views.home.EVENTS_SHOWN", 2)
        whole = make_event(title="Offensive", slug="offensive", date="2023-10/2023-12")
        for title, day, number in (("A", "2023-10-01", 1), ("C", "2023-10-20", 2), ("B", "2023-10-07", 3)):
            event = make_event(title=title, date=day, part_of=whole)
            for _ in range(number):
                make_published(event=event)

        response, text = get("/")

        assert [(event.number, event.title) for event in response.context["events"]] == [(1, "B"), (2, "C")]
        assert "Only the 2 events that most is claimed about are shown." in text
        assert "/timeline/?event=offensive" in links(text)

    def test_the_line_shows_the_parts_of_what_most_is_told_about(self, get):
        whole = make_event(title="Offensive", date="2023-10/2023-12")
        late = make_event(title="Late", date="2023-11-14", part_of=whole)
        early = make_event(title="Early", date="../2023-10-06", part_of=whole)
        for event in (whole, late, early, make_event(title="Undated", date="", part_of=whole), make_event(date="2012")):
            make_published(event=event)
        one, other = make_published(event=late), make_published(event=late)
        make_link(one, other)

        response, text = get("/")

        events = [(event.number, event.title, event.disputed) for event in response.context["events"]]
        assert events == [(1, "Early", False), (2, "Late", True)]
        assert [size for _chart, size in response.context["charts"]] == ["l", "m less", "s"]
        assert "2 events on a line of days, 1 of them disputed." in text


class TestEvent:
    def test_claims_of_its_parts_are_its_own(self, get):
        whole = make_event(slug="offensive")
        part = make_event(slug="advance", part_of=whole)
        below = make_event(slug="anefis", part_of=part)
        claims = {make_published(event=event).reference for event in (whole, part, below)}
        make_published(event=make_event())

        response, _text = get("/events/offensive/")

        assert {claim.reference for claim in response.context["page"].rows} == claims
        assert list(response.context["parts"]) == [part]

    def test_it_says_what_it_is_part_of_and_when_its_claims_were_said(self, get):
        whole = make_event(slug="offensive", title="Offensive")
        part = make_event(slug="advance", title="Advance", part_of=whole)
        below = make_event(slug="anefis", title="Anefis", part_of=part)
        make_published(event=below, about="2023-10-06", asserted="2023-10-09")

        response, text = get("/events/anefis/")

        assert [event.title for event in response.context["wholes"]] == ["Offensive", "Advance"]
        assert [clock.counts["shown"] for clock in response.context["clocks"].clocks] == [1, 1, 1]
        assert "/timeline/?event=anefis" in links(text)

    def test_events_are_listed_as_they_happened_and_the_undated_last(self, get):
        for title, date in [("C", ""), ("B", "2023-11"), ("A", "../2023-10-06")]:
            make_published(event=make_event(title=title, date=date))

        response, _text = get("/events/")

        assert [event.title for event in response.context["page"].rows] == ["A", "B", "C"]


class TestSource:
    def test_it_says_how_it_bears_on_each_claim(self, get):
        source = make_source(slug="rfi-report", title="Rapport")
        claim = make_claim(reference="K-1")
        make_citation(claim, source=source, locator="line 1", excerpt="à Kidal")
        make_citation(claim, source=source, bearing="context", locator="line 9", mode="relayed")
        publish(claim)

        response, text = get("/sources/rfi-report/")

        assert [row.reference for row in response.context["page"].rows] == ["K-1"]
        assert "States it, line 1" in text
        assert "Gives context, line 9" in text
        assertInHTML('<q dir="auto">à Kidal</q>', cut(text, "main"))


class TestAbout:
    def test_every_word_of_every_vocabulary_is_explained(self):
        kept_inside = {
            choices.PlaceKind,
            choices.Publication,
            choices.LinkState,
            choices.LinkOrigin,
            choices.AssessmentState,
            choices.BatchState,
            choices.CorrectionState,
            choices.RowChange,
            choices.RowState,
        }
        vocabularies = {each for each in vars(choices).values() if isinstance(each, ChoicesType) and each.choices}

        assert {words for _title, _lede, words, _meanings in EXPLAINED.values()} == vocabularies - kept_inside
        for _title, _lede, words, meanings in EXPLAINED.values():
            assert set(meanings) == set(words.values)

    def test_the_page_shows_them_with_method_and_corrections(self, get):
        _response, text = get("/about/")

        for words in ("Cannot both hold", "Party to the conflict", "Relayed from elsewhere", "Corrections", "Method"):
            assert words in text


class TestWhatIsPreformatted:
    def test_commands_begin_at_the_edge(self, client):
        requests = re.findall(r"<pre[^>]*>\s*<code>(.*?)</code></pre>", client.get("/api/docs/").content.decode(), re.S)

        assert [line for line in requests[0].split("\n") if not line.startswith("curl ")] == []
