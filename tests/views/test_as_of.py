"""Claims, questions and the list as they stood at the end of a day, or after an entry."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.models import Claim, LedgerEntry
from claims.search.pagination import CLAIMS_PER_PAGE
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_link,
    make_place,
    make_published,
    make_quantity,
    make_question,
    make_reviewer,
    make_verdict,
)
from tests.markup import cut, links
from tests.views.history import let_any_day, on
from tests.views.world import publish

pytestmark = pytest.mark.django_db


def tell_story():
    """Two answers of 1 March; linked on the 3rd; the first judged and reworded on the 5th."""
    event = make_event(slug="anefis")
    question = make_question(slug="advance", text="Did it advance?", event=event)
    with on("2026-03-01"):
        first, second = (
            make_published(reference=f"K-{number}", statement=f"Statement {number}.", question=question, event=event)
            for number in (1, 2)
        )
    with on("2026-03-03"):
        make_link(first, second, rationale="One road.")
    with on("2026-03-05"):
        make_verdict(first, "inconclusive", rationale="Nothing decides.")
        first.statement = "Reworded."
        workflow.revise(first, by=make_editor(), reason="Read again.")


@pytest.fixture(autouse=True, scope="module")
def _story(rows_of_module):
    let_any_day()
    tell_story()


@pytest.fixture
def story(db):
    """The two claims of the story, which is told once; each test takes back what it changes."""
    return list(Claim.objects.filter(reference__in=["K-1", "K-2"]).order_by("reference"))


def banner(text):
    return cut(text, "div", 'class="problem moment"')


def in_two_days():
    return (datetime.now(UTC) + timedelta(days=2)).date().isoformat()


class TestClaim:
    def test_each_day_shows_what_stood_then(self, get):
        pages = {day: get(f"/claims/K-1/?as_of=2026-03-0{day}") for day in (1, 3, 5)}

        assert {response.status_code for response, _text in pages.values()} == {200}
        told = {
            day: (response.context["claim"].statement, response.context["claim"].contradiction_count,
                  response.context["finding"] and response.context["finding"].rationale)
            for day, (response, _text) in pages.items()
        }  # fmt: skip
        assert told == {
            1: ("Statement 1.", 0, None), 3: ("Statement 1.", 1, None), 5: ("Reworded.", 1, "Nothing decides."),
        }  # fmt: skip
        assert "Reworded." not in pages[3][1]
        assert "One road." not in pages[1][1]
        assert "One road." in pages[3][1]

    def test_a_banner_says_so_and_leads_back(self, get):
        text = get("/claims/K-1/?as_of=2026-03-03")[1]

        assert "As it stood at the end of 3 March 2026 (UTC)." in banner(text)
        assertInHTML('<a href="/claims/K-1/">As it stands today</a>', banner(text))
        assertInHTML("<title>K-1 as it stood on 3 March 2026: Statement 1. – Counterclaim</title>", cut(text, "head"))
        assert "As it stood at the end" not in get("/claims/K-1/")[1]

    def test_links_to_claims_and_questions_keep_the_day(self, get):
        text = get("/claims/K-1/?as_of=2026-03-03")[1]

        assert {link for link in links(cut(text, "main")) if link.startswith(("/claims/", "/questions/"))} == {
            "/claims/K-1/", "/claims/?as_of=2026-03-03", "/claims/K-2/?as_of=2026-03-03",
            "/questions/advance/?as_of=2026-03-03",
        }  # fmt: skip

    def test_its_history_ends_with_the_day(self, get):
        response, _text = get("/claims/K-1/?as_of=2026-03-03")

        assert [change.entry.act for change in response.context["history"]] == ["link", "publish"]

    @pytest.mark.parametrize("address", ["/claims/K-2/", "/claims/K-2/?as_of=2026-03-01"])
    def test_days_of_change_of_a_claim_are_listed_newest_first(self, get, address):
        response, text = get(address)

        assert [f"{day:%Y-%m-%d}" for day in response.context["days"]] == ["2026-03-03", "2026-03-01"]
        assertInHTML('<a href="?as_of=2026-03-03">3 March 2026</a>', cut(text, "details", 'class="days"'))

    def test_before_it_was_published_it_says_so(self, get):
        response, text = get("/claims/K-1/?as_of=2026-02-28")

        assert response.status_code == 404
        assert "This claim was not published then" in text
        assert "It was first published on 1 March 2026." in text
        assert "Reworded." not in text

    @pytest.mark.parametrize(
        "day", ["2026-13-01", "2026-02-30", "yesterday", "2026-3-1", "0000-01-01", "%00", "٢٠٢٦-٠١-٠١"]
    )
    def test_an_impossible_day_is_told_on_todays_page(self, get, day):
        response, text = get(f"/claims/K-1/?as_of={day}")

        assert response.status_code == 400
        assert "is not a day. Write it like 2026-11-21." in text
        assert cut(text, "h1") == "<h1>Reworded.</h1>"
        assert 'aria-invalid="true"' in text

    def test_a_day_to_come_is_told(self, get):
        response, text = get(f"/claims/K-1/?as_of={in_two_days()}")

        assert response.status_code == 400
        assert "is still to come. Choose a day up to today" in text

    @pytest.mark.parametrize("address", ["/claims/K-1/", "/questions/advance/", "/claims/"])
    def test_the_last_day_of_the_calendar_is_still_to_come(self, get, address):
        response, text = get(f"{address}?as_of=9999-12-31")

        assert response.status_code == 400
        assert "is still to come" in text

    def test_every_day_of_a_withdrawn_claim_tells_of_its_withdrawal_alone(self, get, story):
        with on("2026-03-08"):
            workflow.withdraw(story[1], by=make_editor(), reason="Not theirs.")

        pages = [get(f"/claims/K-2/{query}") for query in ("", "?as_of=2026-03-03", "?as_of=2026-03-08")]

        for response, text in pages:
            assert response.status_code == 410
            assert "8 March 2026" in text
            assert "Not theirs." in text
            assert "Statement 2" not in text
        for address in ("/claims/K-1/", "/questions/advance/", "/claims/"):
            assert "Statement 2" not in get(f"{address}?as_of=2026-03-03")[1]

    def test_answered_corrections_stand_from_their_day_on(self, get, story):
        request = workflow.request_correction(story[0], message="Secret words.", contact="ann@example.org")
        workflow.answer_correction(request, by=make_reviewer(), state="corrected", answer="Put right.")

        today, past = get("/claims/K-1/")[1], get("/claims/K-1/?as_of=2026-03-05")[1]

        assert "Put right." in cut(today, "section", 'aria-labelledby="h-cor"')
        assert "Put right." not in past
        assert "Secret words." not in today
        assert "ann@example.org" not in today


class TestEntry:
    def test_the_cited_version_is_shown_for_good(self, get, story):
        before = get("/claims/K-2/")[0].context["cited"]
        with on("2026-03-08"):
            story[1].refresh_from_db()
            story[1].statement = "Changed since."
            workflow.revise(story[1], by=make_editor(), reason="Again.")

        for digits in (before.hash[:12], before.hash, before.hash[:20].upper()):
            response, text = get(f"/claims/K-2/?entry={digits}")
            assert response.status_code == 200
            assert cut(text, "h1") == "<h1>Statement 2.</h1>"
            assert f"As it stood after entry {before.sequence} of the ledger, 3 March 2026, 12:00 (UTC)." in text
            assert f"/claims/K-1/?entry={before.hash[:12]}" in links(text)

    @pytest.mark.parametrize("digits", ["0" * 12, "abc", "g" * 12, "0" * 65, "%00" * 12])
    def test_an_unknown_hash_is_not_found(self, get, digits):
        assert get(f"/claims/K-1/?entry={digits}")[0].status_code == 404

    def test_before_its_first_entry_it_says_so(self, get):
        first = LedgerEntry.objects.get(sequence=1)

        response, text = get(f"/claims/K-2/?entry={first.hash[:12]}")

        assert response.status_code == 404
        assert "After entry 1 of the ledger the public could not read it." in text


class TestQuestion:
    def test_each_day_shows_the_answers_and_links_of_then(self, get):
        early, late = (get(f"/questions/advance/?as_of=2026-03-0{day}") for day in (1, 5))

        assert [[claim.statement for claim in response.context["answers"]] for response, _text in (early, late)] == [
            ["Statement 1.", "Statement 2."], ["Reworded.", "Statement 2."],
        ]  # fmt: skip
        assert "One road." not in early[1]
        assert "One road." in late[1]
        assert "/claims/K-1/?as_of=2026-03-05" in links(late[1])
        assertInHTML('<a href="/questions/advance/">As it stands today</a>', banner(late[1]))

    def test_days_of_change_are_listed_newest_first(self, get):
        response, text = get("/questions/advance/")

        assert [f"{day:%Y-%m-%d}" for day in response.context["days"]] == ["2026-03-05", "2026-03-03", "2026-03-01"]
        assertInHTML('<a href="?as_of=2026-03-03">3 March 2026</a>', cut(text, "details", 'class="days"'))

    def test_before_the_first_answer_it_says_so(self, get):
        response, text = get("/questions/advance/?as_of=2026-02-28")

        assert response.status_code == 200
        assert "No answer to it was published then." in text

    def test_a_bad_day_is_told_on_todays_page(self, get):
        response, text = get("/questions/advance/?as_of=soon")

        assert response.status_code == 400
        assert "“soon” is not a day." in text
        assert "Reworded." in text

    def test_a_question_without_a_published_answer_is_on_no_day(self, get):
        make_question(slug="hidden")

        assert get("/questions/hidden/?as_of=2026-03-03")[0].status_code == 404


class TestList:
    def references(self, get, query):
        return [claim.reference for claim in get(f"/claims/?{query}")[0].context["claims"]]

    def test_it_holds_what_stood_then(self, get):
        assert self.references(get, "as_of=2026-02-28") == []
        assert self.references(get, "as_of=2026-03-01") == ["K-2", "K-1"]
        assert "Statement 1." in get("/claims/?as_of=2026-03-03")[1]

    def test_disputed_is_what_was_disputed_then(self, get):
        assert self.references(get, "disputed=true&as_of=2026-03-02") == []
        assert self.references(get, "disputed=true&as_of=2026-03-03") == ["K-2", "K-1"]
        assert self.references(get, "disputed=false&as_of=2026-03-03") == []

    def test_filters_that_the_ledger_answers_apply(self, get):
        with on("2026-03-06"):
            make_published(reference="K-3", kind="call", claimant=make_claimant(slug="army"))

        day = "as_of=2026-03-06"
        assert self.references(get, f"status=inconclusive&{day}") == ["K-1"]
        assert self.references(get, f"status=none&{day}") == ["K-3"]
        assert self.references(get, f"status=none&status=inconclusive&{day}") == ["K-3", "K-1"]
        assert self.references(get, f"kind=call&{day}") == ["K-3"]
        assert self.references(get, f"claimant=army&{day}") == ["K-3"]
        assert self.references(get, f"question=advance&{day}") == ["K-1", "K-2"]

    def test_filters_that_it_cannot_answer_are_refused_by_name(self, get):
        response, text = get("/claims/?as_of=2026-03-03&event=anefis&sort=newest&kind=nonsense")

        assert response.context["unanswered"] == ["Event", "Order"]
        why = (
            "the ledger does not answer this for a past day. It answers disputed, status, claimant, kind and question."
        )
        assertInHTML(f"<li><b>Event:</b> {why}</li>", cut(text, "div", 'class="problem after"'))
        assert "“nonsense” is not one of the choices." in text
        assert len(response.context["claims"]) == 2

    def test_the_way_back_keeps_the_filters_and_the_chips_the_day(self, get):
        response, text = get("/claims/?as_of=2026-03-03&disputed=true")

        assertInHTML('<a href="/claims/?disputed=true">As it stands today</a>', banner(text))
        assert [address for _each, address in response.context["chips"]] == ["?as_of=2026-03-03"]
        assert links(cut(text, "div", 'class="chips')) == ["?as_of=2026-03-03"]

    def test_pages_go_on_from_the_last_entry(self, get):
        editor, claimant = make_editor(), make_claimant()
        with on("2026-03-06"):
            for number in range(CLAIMS_PER_PAGE - 1):
                make_published(reference=f"M-{number}", claimant=claimant, by=editor)

        first, _text = get("/claims/?as_of=2026-03-06")
        second, text = get(f"/claims/?as_of=2026-03-06&after={first.context['page'].after}")

        assert [len(page.context["claims"]) for page in (first, second)] == [CLAIMS_PER_PAGE, 1]
        (back,) = links(cut(text, "nav", 'class="pages'))
        assert "as_of=2026-03-06" in back

    @pytest.mark.parametrize("cursor", ["W-0", "abc", "99999999999999999999999", "-1"])
    def test_a_page_that_is_not_there_is_told(self, get, cursor):
        response, text = get(f"/claims/?as_of=2026-03-06&after={cursor}")

        assert response.status_code == 200
        assert "That page is no longer there" in text

    def test_a_bad_day_is_told_on_todays_list(self, get):
        response, text = get("/claims/?as_of=2026-02-31")

        assert response.status_code == 400
        assert "“2026-02-31” is not a day." in text
        assert "Reworded." in text


class TestFigures:
    def test_a_place_figures_words_and_replacements_are_shown(self, get, story):
        with on("2026-03-06"):
            claim = make_claim(
                reference="K-3", claimant=story[0].claimant, supersedes=story[0], quotation="all means",
                original_text="Non.", language="fr", place=make_place(name="Anefis"),
            )  # fmt: skip
            make_citation(claim, counted=False)
            make_quantity(claim)
            publish(claim)

        text = get("/claims/K-3/?as_of=2026-03-06")[1]

        for words in ("“all means”", "Original, in French (fr)", "Anefis", "“seventeen”", "Takes the place of"):
            assert words in text
        assert "Replaced by" in get("/claims/K-1/?as_of=2026-03-06")[1]

    def test_figures_of_the_day_are_drawn(self, get):
        question = make_question(slug="toll", kind="figure", measure="killed", affected="Civilians")
        claim = make_claim(question=question)
        make_citation(claim, counted=False)
        with on("2026-03-06"):
            make_quantity(claim)
            make_quantity(claim, measure="injured", best=40)
            make_quantity(claim, affected="fighters", best=50)
            publish(claim)
        with on("2026-03-08"):
            claim.refresh_from_db()
            claim.quantities.filter(best=17).update(best=16)
            workflow.revise(claim, by=make_editor(), reason="Counted again.")

        drawn = {
            day: [each.in_words for each in get(f"/questions/toll/?as_of={day}")[0].context["axes"][0].quantities]
            for day in ("2026-03-06", "2026-03-08")
        }
        assert drawn == {"2026-03-06": ["17"], "2026-03-08": ["16"]}
