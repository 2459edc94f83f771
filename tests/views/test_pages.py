import re

import pytest
from django.db.models.enums import ChoicesType

from claims import choices
from claims.views.vocabulary import EXPLAINED
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_event,
    make_link,
    make_published,
    make_publisher,
    make_question,
    make_source,
    make_verdict,
)
from tests.views.world import make_debate, publish

pytestmark = pytest.mark.django_db

PAGES = [
    "/", "/claims/", "/claims/W-0/", "/questions/", "/questions/advance/", "/claimants/", "/claimants/side-0/",
    "/events/", "/events/anefis/", "/sources/", "/sources/paper-0/", "/about/", "/claims/?status=bogus&kind=call",
]  # fmt: skip


class TestEveryPage:
    @pytest.fixture(autouse=True)
    def _debate(self):
        make_debate()

    @pytest.mark.parametrize("address", PAGES)
    def test_frame_is_whole(self, get, address):
        _response, text = get(address)

        assert len(re.findall(r"<h1[ >]", text)) == 1
        assert text.count('<main id="main"') == 1
        assert '<a class="skip" href="#main">' in text
        assert '<html lang="en-GB" dir="ltr">' in text
        assert "<style" not in text
        assert " style=" not in text
        assert "<script" not in text

    @pytest.mark.parametrize("address", PAGES)
    def test_ids_are_unique_and_pointed_at(self, get, address):
        _response, text = get(address)

        ids = re.findall(r' id="([^"]+)"', text)
        pointed = re.findall(r' (?:aria-labelledby|aria-describedby|for)="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert {one for each in pointed for one in each.split()} <= set(ids)
        assert set(re.findall(r'<use href="#([^"]+)"', text)) <= set(ids)

    def test_titles_and_descriptions_are_their_own(self, get):
        texts = [get(address)[1] for address in PAGES]

        titles = [re.search(r"<title>(.+?)</title>", text).group(1) for text in texts]
        descriptions = [re.search(r'name="description" content="([^"]+)"', text).group(1) for text in texts]
        assert len(set(titles)) == len(titles)
        assert len(set(descriptions)) >= len(descriptions) - 1
        assert all(title.endswith(" – Counterclaim") for title in titles)

    @pytest.mark.parametrize("address", PAGES)
    def test_links_lead_somewhere(self, get, client, address):
        response, text = get(address)

        for link in set(re.findall(r'href="(/[^"#?]*|\?[^"]*)', text)):
            target = response.request["PATH_INFO"] + link if link.startswith("?") else link
            if not target.startswith("/static/"):
                assert client.get(target.replace("&amp;", "&")).status_code == 200, target


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
        for words in ("Did the army advance?", "Answer 0", "Cannot both hold", "<b>3</b> claims", "Anefis"):
            assert words in text

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
        assert text.index("We are looking.") < text.index("If one holds the other does not. <a")

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


class TestClaimant:
    def test_the_record_is_counts_with_their_whole(self, get):
        army = make_claimant(slug="army", name="Malian army", aliases="FAMa\nMalian Armed Forces")
        first = make_published(claimant=army)
        make_published(claimant=army, kind="call")
        make_link(first, make_published(claimant=make_claimant(name="CSP-PSD")))
        make_verdict(first, "inconclusive")

        response, text = get("/claimants/army/")

        assert response.context["record"]["statuses"] == [("inconclusive", 1)]
        assert [(str(other), count) for other, count in response.context["opponents"]] == [("CSP-PSD", 1)]
        for words in ("1 of 2", "1 of them can be checked", "FAMa, Malian Armed Forces"):
            assert words in text

    def test_one_contradiction_linked_twice_counts_once(self, get):
        army, rebels = make_claimant(slug="army"), make_claimant()
        first, second = make_published(claimant=army), make_published(claimant=rebels)
        make_link(first, second)
        make_link(second, first, kind="denies")

        assert get("/claimants/army/")[0].context["opponents"] == [(rebels, 1)]

    def test_a_publisher_without_claims_has_a_page(self, get):
        publisher = make_publisher(slug="rfi", part_of=None)
        claim = make_claim()
        make_citation(claim, source=make_source(publisher=publisher))
        publish(claim)

        response, text = get("/claimants/rfi/")

        assert (response.status_code, response.context["sources"]) == (200, 1)
        assert "Its claims" not in text


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
        assert '<q dir="auto">à Kidal</q>' in text


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
