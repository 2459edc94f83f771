import pytest

from tests.factories import make_citation, make_claim, make_claimant, make_link, make_quantity, make_question
from tests.views.test_claim import section
from tests.views.world import make_debate, publish

pytestmark = pytest.mark.django_db


def make_answer(question, quantity=None, **kwargs):
    claim = make_claim(question=question, **kwargs)
    make_citation(claim)
    if quantity:
        make_quantity(claim, **quantity)
    return publish(claim)


class TestList:
    def test_the_most_disputed_come_first_and_the_unanswered_not_at_all(self, get):
        make_question(text="Unanswered?")
        make_answer(make_question(text="Agreed?"))
        make_debate()

        response, text = get("/questions/")

        assert [row.text for row in response.context["page"].rows] == ["Did the army advance?", "Agreed?"]
        assert "Disputed</span>" in text


class TestQuestion:
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
        make_debate()

        _response, text = get("/questions/advance/")

        assert "If one holds the other does not." in section(text, "Why they differ")
        assert "Cannot both hold" in section(text, "Why they differ")
        assert "<li>A map.</li><li>A witness.</li>" in section(text, "What would settle it")

    def test_links_to_claims_elsewhere_stay_elsewhere(self, get):
        question = make_question(slug="toll")
        make_link(make_answer(question), make_answer(make_question()), rationale="Another matter.")

        assert "Another matter." not in get("/questions/toll/")[1]


class TestFigures:
    def test_only_what_the_question_counts_is_on_its_axis(self, get):
        question = make_question(slug="toll", kind="figure", measure="killed", affected="Civilians")
        make_answer(question, {"best": 17, "verbatim": "seventeen"})
        make_answer(question, {"best": 40, "measure": "injured"})
        make_answer(question, {"best": 50, "affected": "fighters"})
        make_answer(question, {"best": None, "bound": "vague", "verbatim": "many"})

        response, text = get("/questions/toll/")

        chart, size = response.context["charts"][0]
        assert size == "m"
        assert [(mark.figure.words, mark.shape) for mark in chart.marks] == [("17", "exact"), ("“many”", "vague")]
        assert "Killed: Civilians" in text
        assert text.count("<tbody><tr>") == 1
        assert "no number" in text

    def test_a_question_that_counts_nothing_in_particular_takes_all_figures(self, get):
        question = make_question(slug="losses", kind="figure")
        make_answer(question, {"best": 8, "measure": "injured"})
        make_answer(question, {"best": 0})

        response, _text = get("/questions/losses/")

        assert [mark.figure.words for mark in response.context["charts"][0][0].marks] == ["8 injured", "0 killed"]

    def test_casualties_are_the_killed_and_the_injured(self, get):
        question = make_question(slug="losses", kind="figure", measure="casualties", affected="civilians")
        make_answer(question, {"best": 8, "measure": "injured"})
        make_answer(question, {"best": 3, "measure": "destroyed"})
        make_answer(question, {"best": None, "bound": "vague", "measure": "losses", "verbatim": "heavy"})

        response, _text = get("/questions/losses/")

        words = [mark.figure.words for mark in response.context["charts"][0][0].marks]
        assert words == ["8 injured", "“heavy” losses, not told apart"]

    def test_without_figures_there_is_no_axis(self, get):
        make_answer(make_question(slug="toll", kind="figure", measure="killed"))

        assert "The figures on one axis" not in get("/questions/toll/")[1]

    def test_a_name_that_is_cut_in_the_picture_is_whole_in_the_table(self, get):
        name = "Permanent Strategic Framework for Peace, Security, and Development"
        question = make_question(slug="toll", kind="figure")
        make_answer(question, {"best": 17}, claimant=make_claimant(name=name))

        _response, text = get("/questions/toll/")

        assert f'<th scope="row">{name}</th>' in text
