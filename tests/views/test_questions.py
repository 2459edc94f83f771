from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django.asserts import assertInHTML

from claims.templatetags.badges import badge
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_link,
    make_publisher,
    make_quantity,
    make_question,
    make_source,
)
from tests.markup import opened, rows_of, section, words_of
from tests.views.world import SharedDebate, make_debate, publish

pytestmark = pytest.mark.django_db


def make_answer(question, quantity=None, **kwargs):
    claim = make_claim(question=question, **kwargs)
    make_citation(claim, counted=False)
    if quantity:
        make_quantity(claim, **quantity)
    return publish(claim)


class TestList(SharedDebate):
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _without_dispute(cls, _debate):
        make_question(text="Unanswered?")
        make_answer(make_question(text="Agreed?"))
        counted = make_question(text="Counted otherwise?")
        make_link(make_answer(counted), make_answer(counted), basis="counting")

    def test_the_most_disputed_come_first_and_the_unanswered_not_at_all(self, get):
        response, text = get("/questions/")

        told = [(row.text, row.disputed, row.answers) for row in response.context["page"].rows]
        assert told == [("Did the army advance?", 2, 2), ("Counted otherwise?", 0, 2), ("Agreed?", 0, 1)]
        assertInHTML(badge("clash", "Disputed"), text, count=1)

    def test_it_can_be_narrowed_to_the_disputed_or_the_open(self, get):
        found = {state: get(f"/questions/?state={state}")[0] for state in ("disputed", "open")}

        assert {state: [row.text for row in response.context["page"].rows] for state, response in found.items()} == {
            "disputed": ["Did the army advance?"],
            "open": ["Counted otherwise?"],
        }

    def test_another_state_is_told(self, get):
        response, text = get("/questions/?state=<b>")

        assert response.status_code == 400
        assert "“&lt;b&gt;” is not one of the choices." in text
        assert len(response.context["page"].rows) == 3

    def test_the_last_of_a_page_is_followed_by_another_page(self, get, monkeypatch):
        monkeypatch.setattr("claims.views.questions.ROWS_PER_PAGE", 2)

        first, _text = get("/questions/")
        second, _text = get(f"/questions/?after={first.context['page'].after}")

        assert [len(page.context["page"].rows) for page in (first, second)] == [2, 1]


class TestQuestion(SharedDebate):
    def test_answers_are_grouped_by_position(self, get):
        question = make_question(slug="toll")
        first = make_answer(question, position="Ten.")
        second = make_answer(question, position="Ten.", claimant=first.claimant)
        third = make_answer(question, position="None.")
        fourth = make_answer(question)

        response, text = get("/questions/toll/")

        positions = [(each.words, each.answers, each.claimants) for each in response.context["positions"]]
        assert positions == [("Ten.", [first, second], 1), ("None.", [third], 1), ("", [fourth], 1)]
        assert "No short answer recorded" in text

    def test_why_they_differ_and_what_would_settle_it(self, get):
        beneath = section(get("/questions/advance/")[1], "The figures on one axis")

        why = words_of(beneath.partition("Why they differ")[2])
        assert "Cannot both hold W-0 (Side 0) contradicts W-1 (Side 1)" in why
        assert "If one holds the other does not." in why
        assertInHTML('<ol class="settle"><li>A map.</li><li>A witness.</li></ol>', beneath)

    def test_links_to_claims_elsewhere_stay_elsewhere(self, get):
        question = make_question(slug="toll")
        make_link(make_answer(question), make_answer(make_question()), rationale="Another matter.")

        assert "Another matter." not in get("/questions/toll/")[1]

    @pytest.mark.parametrize(("query", "kept"), [("", "?"), ("?as_of={day}", "?as_of={day}&")], ids=["today", "then"])
    def test_more_answers_than_it_shows_are_listed_as_of_the_same_day(self, get, monkeypatch, query, kept):
        monkeypatch.setattr("claims.views.questions.MAX_ANSWERS_SHOWN", 2)
        day = datetime.now(UTC).date().isoformat()

        response, _text = get("/questions/advance/" + query.format(day=day))

        assert response.context["more"]
        assert response.context["list_address"] == f"/claims/{kept.format(day=day)}question=advance"


class TestAnswer:
    def test_each_says_who_when_and_on_which_sources(self, get):
        question = make_question(slug="toll", kind="figure", measure="killed", affected="civilians")
        press = make_publisher(name="Desert Post")
        claim = make_claim(question=question, asserted="2023-10-08", claimant=make_claimant(name="CMA", stake="party"))
        make_citation(claim, source=make_source(title="Seventeen dead", slug="first", publisher=press), counted=False)
        again = make_source(title="The same again", slug="again", publisher=press)
        make_citation(claim, mode="relayed", source=again, counted=False)
        make_quantity(claim)
        publish(claim)

        card = section(get("/questions/toll/")[1], "The answers, by position")

        assert "party to the conflict" in card
        assertInHTML('<time datetime="2023-10-08">8 October 2023</time>', card)
        cited = words_of(card)
        assert "Desert Post, Seventeen dead, 7 October 2023" in cited
        assert "Desert Post, The same again, 7 October 2023 · relayed from elsewhere" in cited
        assertInHTML('<a href="/sources/first/">Seventeen dead</a>', card)
        assertInHTML('<a href="/sources/again/">The same again</a>', card)
        assert "1 independent origin" in card
        assertInHTML(
            '<li>Killed, <span>civilians</span>: <b>17</b> <span class="muted">“seventeen”</span></li>', card, count=1
        )
        assert "Unverified" in card

    def test_the_fourth_source_and_on_are_on_the_page_of_the_claim(self, get):
        claim = make_claim(question=make_question(slug="toll"))
        for number in range(5):
            source = make_source(title=f"Paper {number}", published=f"2023-10-0{number + 1}")
            make_citation(claim, source=source, counted=False)
        publish(claim)

        _response, text = get("/questions/toll/")

        assert "Paper 2" in text
        assert "Paper 3" not in text
        assert "All 5 citations" in text

    def test_several_can_be_ticked_for_comparison(self, get):
        make_debate()

        answers = section(get("/questions/advance/")[1], "The answers, by position")

        for reference in ("W-0", "W-1"):
            assertInHTML(f'<input type="checkbox" name="claim" value="{reference}" form="compare">', answers)
        assertInHTML(
            '<form class="comparing" id="compare" action="/compare/">'
            '<button class="quiet">Compare what is ticked</button>'
            '<span class="hint">Two to six claims, side by side.</span></form>',
            answers,
        )

    def test_one_alone_cannot(self, get):
        make_answer(make_question(slug="toll"))

        assert "Compare" not in section(get("/questions/toll/")[1], "The answers, by position")


def drawn(response, axis=0):
    """Return the words and the shape of each mark on an axis, as every width has them."""
    charts = [
        [(m.figure.words, m.shape) for m in chart.marks] for chart, _size in response.context["axes"][axis].charts
    ]
    assert charts[0] == charts[1] == charts[2]
    return charts[0]


class TestFigures:
    def test_only_what_the_question_counts_is_on_its_axis(self, get):
        question = make_question(slug="toll", kind="figure", measure="killed", affected="Civilians")
        make_answer(question, {"best": 17, "verbatim": "seventeen"})
        make_answer(question, {"best": 40, "measure": "injured"})
        make_answer(question, {"best": 50, "affected": "fighters"})
        make_answer(question, {"best": None, "bound": "vague", "verbatim": "many"})

        response, text = get("/questions/toll/")

        assert [size for _chart, size in response.context["axes"][0].charts] == ["l", "m less", "s"]
        assert drawn(response) == [("17", "exact"), ("“many”", "vague")]
        assert len(response.context["axes"]) == 1
        beneath = section(text, "The figures on one axis")
        assertInHTML("<h3>Killed: <span>civilians</span></h3>", beneath)
        assert [quantity.best for quantity in response.context["apart"]] == [40, 50]
        assert [row[1:4] for row in rows_of(beneath)] == [
            ["17", "Killed: civilians", "“seventeen”"],
            ["no number", "Killed: civilians", "“many”"],
            ["40", "Injured: civilians", "“seventeen”"],
            ["50", "Killed: fighters", "“seventeen”"],
        ]

    def test_a_question_that_counts_nothing_in_particular_takes_all_figures(self, get):
        question = make_question(slug="losses", kind="figure")
        make_answer(question, {"best": 8, "measure": "injured"})
        make_answer(question, {"best": 0})

        response, _text = get("/questions/losses/")

        assert drawn(response) == [("8 injured", "exact"), ("0 killed", "exact")]

    def test_casualties_are_the_killed_and_the_injured(self, get):
        question = make_question(slug="losses", kind="figure", measure="casualties", affected="civilians")
        make_answer(question, {"best": 8, "measure": "injured"})
        make_answer(question, {"best": 3, "measure": "destroyed", "unit": "people"})
        make_answer(
            question, {"best": None, "bound": "vague", "measure": "losses", "unit": "people", "verbatim": "heavy"}
        )

        response, _text = get("/questions/losses/")

        assert [words for words, _shape in drawn(response)] == ["8 injured", "“heavy” losses, not told apart"]

    def test_the_losses_of_two_sides_are_on_two_axes(self, get):
        question = make_question(slug="losses", kind="figure", measure="killed")
        army, rebels = make_claimant(name="Army", stake="party"), make_claimant(name="Rebels", stake="party")
        for claimant, own, others in ((army, 2, 40), (rebels, 3, 9)):
            claim = make_claim(question=question, claimant=claimant)
            make_citation(claim, counted=False)
            make_quantity(claim, affected="soldiers" if claimant == army else "rebels", best=own)
            make_quantity(claim, affected="rebels" if claimant == army else "soldiers", best=others)
            publish(claim)

        response, _text = get("/questions/losses/")

        told = {
            axis.affected: {(q.claim.claimant.name, q.best) for q in axis.quantities}
            for axis in response.context["axes"]
        }
        assert told == {"soldiers": {("Army", 2), ("Rebels", 9)}, "rebels": {("Army", 40), ("Rebels", 3)}}

    def test_people_and_vehicles_share_no_axis(self, get):
        question = make_question(slug="losses", kind="figure", measure="destroyed")
        make_answer(question, {"best": 8, "measure": "destroyed", "affected": "columns", "unit": "vehicles"})
        make_answer(question, {"best": 90, "measure": "destroyed", "affected": "columns", "unit": "people"})

        assert [len(axis.quantities) for axis in get("/questions/losses/")[0].context["axes"]] == [1, 1]

    def test_who_gives_no_figure_has_a_name_and_no_mark(self, get):
        question = make_question(slug="toll", kind="figure", measure="killed")
        make_answer(question, {"best": 0})
        make_answer(question)

        response, text = get("/questions/toll/")

        assert drawn(response) == [("0", "exact"), ("no figure given", "none")]
        assert [row[1:3] for row in rows_of(text)] == [["0", "Killed: civilians"], ["no figure given", "–"]]

    def test_figures_of_a_question_that_asks_for_none_share_an_axis_where_two_count_the_same(self, get):
        question = make_question(slug="why", kind="cause")
        make_answer(question, {"best": 2, "measure": "flights", "affected": "planes", "unit": "aircraft"})
        make_answer(question, {"best": 1, "measure": "flights", "affected": "Planes", "unit": "aircraft"})
        make_answer(question, {"best": 60})
        make_answer(question)

        response, _text = get("/questions/why/")

        assert len(response.context["axes"]) == 1
        assert drawn(response) == [("2", "exact"), ("1", "exact")]
        assert [quantity.best for quantity in response.context["apart"]] == [60]

    def test_without_figures_there_is_no_axis(self, get):
        make_answer(make_question(slug="toll", kind="figure", measure="killed"))

        response, text = get("/questions/toll/")

        assert response.context["axes"] == []
        assert "The figures on one axis" not in text

    def test_a_name_that_is_cut_in_the_picture_is_whole_in_the_table(self, get):
        name = "Permanent Strategic Framework for Peace, Security, and Development"
        question = make_question(slug="toll", kind="figure")
        make_answer(question, {"best": 17}, claimant=make_claimant(name=name))

        response, text = get("/questions/toll/")

        (chart, _size), *_others = response.context["axes"][0].charts
        assert [mark.who for mark in chart.marks] != [name]
        assertInHTML(f'<th scope="row">{name}</th>', section(text, "The figures on one axis"))


class TestDays(SharedDebate):
    def test_the_list_of_days_is_what_the_slider_reads(self, get):
        today = datetime.now(UTC).date()

        response, text = get("/questions/advance/")

        assert [day.date() for day in response.context["days"]] == [today]
        assertInHTML(
            '<ul class="meta" data-asof="Day of a change" data-go="Show that day">'
            '<li><a href="/questions/advance/" aria-current="date">Today</a></li>'
            f'<li><a href="?as_of={today}">{today:%-d %B %Y}</a></li></ul>',
            text,
        )
        assertInHTML('<script type="module" src="/static/claims/asof.js"></script>', text)
        assert "On an earlier day" not in opened(text)

    def test_a_past_day_leads_to_the_other_days_too(self, get):
        today = datetime.now(UTC).date()

        _response, text = get(f"/questions/advance/?as_of={today}")

        assertInHTML(f'<a href="?as_of={today}" aria-current="date">{today:%-d %B %Y}</a>', text)
        assert "On an earlier day" in opened(text)

    def test_the_script_is_small(self):
        assert Path("claims/static/claims/asof.js").stat().st_size < 2048
