"""Two to six claims side by side, at one address that can be shared."""

import re
from datetime import date

import pytest
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.models import Claim, LedgerEntry
from tests.factories import (
    make_citation,
    make_claim,
    make_editor,
    make_link,
    make_place,
    make_published,
    make_quantity,
)
from tests.markup import cut, links
from tests.views.history import let_any_day, on
from tests.views.world import make_secret, publish

pytestmark = pytest.mark.django_db


def seven_claims():
    return [make_published(reference=f"K-{number}", statement=f"Statement {number}.") for number in range(1, 8)]


class SharedClaims:
    """Tests that read seven claims, made once for their class; each takes back what it changes."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _claims(cls, rows_of_class):
        seven_claims()

    @pytest.fixture
    def claims(self, db):
        return list(Claim.objects.order_by("pk"))


def ask(*references):
    return "/compare/?" + "&".join(f"claim={reference}" for reference in references)


class TestComparison(SharedClaims):
    def test_each_claim_is_a_column(self, get):
        response, text = get(ask("K-1", "K-2", "K-3"))

        assert response.status_code == 200
        assert [claim.reference for claim in response.context["claims"]] == ["K-1", "K-2", "K-3"]
        assert len(re.findall('scope="col"', cut(text, "thead"))) == 3
        rows = [re.findall("<(th|td)", row) for row in re.findall("<tr>.*?</tr>", cut(text, "tbody"), re.DOTALL)]
        assert rows == [["th", "td", "td", "td"]] * 11

    def test_links_are_shown_with_kind_basis_and_reason_and_so_is_that_there_is_none(self, get, claims):
        make_link(claims[0], claims[2], kind="denies", rationale="One road.")
        make_link(claims[0], claims[6], rationale="Not asked for.")

        response, text = get(ask("K-1", "K-2", "K-3"))

        linking = cut(text, "section", 'aria-labelledby="c-links"')
        assert "denies" in linking
        assert "Cannot both hold" in linking
        assert "One road." in linking
        assert "Not asked for." not in text
        assert "K-1 and K-2: no link recorded" in linking
        assert "K-2 and K-3: no link recorded" in linking
        assert [len(pair.links) for pair in response.context["pairs"]] == [1, 0, 0]

    def test_one_more_can_be_added_and_any_taken_off(self, get):
        _response, text = get(ask("K-1", "K-2", "K-3"))

        take_off = '<a class="small" href="/compare/?claim=K-1&claim=K-3">Take off<span class="unseen"> K-2</span></a>'
        assertInHTML(take_off, cut(text, "thead"))
        adding = cut(text, "section", 'aria-labelledby="c-add"')
        assertInHTML('<input type="hidden" name="claim" value="K-2">', adding)
        assert "Add a claim by its reference" in adding
        assert "Add a claim by its reference" not in get(ask(*(f"K-{number}" for number in range(1, 7))))[1]

    def test_programs_are_told_its_one_address(self, get):
        text = get(ask("K-1", "K-2") + "&utm_source=x")[1]

        canonical = '<link rel="canonical" href="http://testserver/en/compare/?claim=K-1&claim=K-2">'
        assertInHTML(canonical, cut(text, "head"))


class TestFacts:
    def test_it_says_when_where_on_what_and_how_sure(self, get):
        first = make_claim(reference="K-1", about="2023-10-06", asserted="2023-10-08", place=make_place(name="Anefis"))
        make_quantity(first)
        make_citation(first, counted=False)
        publish(first)
        make_published(reference="K-2", position="No.")

        _response, text = get(ask("K-1", "K-2"))

        table = cut(text, "table", "beside")
        for words in ("8 October 2023", "6 October 2023", "Anefis", "Report "):
            assert words in table
        figure = '<p>Killed, <span>civilians</span>: <b>17</b> <span class="muted">(“seventeen”)</span></p>'
        assertInHTML(figure, table)
        assert table.count("Unverified") == 2

    def test_figures_of_one_kind_share_an_axis_and_others_do_not(self, get):
        for number, (affected, best) in enumerate([("civilians", 17), ("Civilians", 10), ("fighters", 50)]):
            claim = make_claim(reference=f"K-{number}")
            make_quantity(claim, affected=affected, best=best)
            make_citation(claim, counted=False)
            publish(claim)

        response, _text = get(ask("K-0", "K-1", "K-2"))

        assert [[each.best for each in axis.quantities] for axis in response.context["axes"]] == [[17, 10]]
        assert [each.best for each in response.context["apart"]] == [50]


class TestAddress:
    @pytest.mark.parametrize(
        "query",
        ["claim=K-2&claim=K-1", "claim=k-1&claim=K-2", "claim=K-1&claim=K-2&claim=K-1", "claim=&claim=K-1&claim=K-2"],
    )
    def test_there_is_one_for_each_choice(self, client, query):
        response = client.get(f"/compare/?{query}")

        assert (response.status_code, response.headers["Location"]) == (302, "/compare/?claim=K-1&claim=K-2")

    def test_it_keeps_the_language_and_the_day(self, client):
        response = client.get("/fr/compare/?claim=K-2&claim=K-1&as_of=2026-01-01")

        assert response.headers["Location"] == "/fr/compare/?claim=K-1&claim=K-2&as_of=2026-01-01"


class TestRefusal(SharedClaims):
    @pytest.mark.parametrize("address", ["/compare/", "/compare/?claim=K-1"])
    def test_one_claim_is_not_enough(self, get, address):
        response, text = get(address)

        assert response.status_code == 400
        assert "It takes two claims to compare." in text

    def test_seven_are_too_many_and_each_can_be_taken_off(self, get, claims):
        response, text = get(ask(*(claim.reference for claim in claims)))

        assert response.status_code == 400
        assert "7 claims are too many to read side by side." in text
        without = [ask(*(each.reference for each in claims if each != left)) for left in claims]
        assert set(without) <= set(links(cut(text, "div", 'class="problem')))
        assert "Statement 1." not in text

    def test_an_unknown_reference_is_named(self, get):
        response, text = get(ask("K-1", "K-2", "NO-1"))

        assert response.status_code == 404
        problem = cut(text, "div", 'class="problem')
        assert "No published claim has this reference." in problem
        assertInHTML(
            "<li><b>NO-1</b> (not published)"
            '<a href="/compare/?claim=K-1&claim=K-2">Take off<span class="unseen"> NO-1</span></a></li>',
            problem,
        )

    @pytest.mark.parametrize("typed", ["%00", "<script>", "é" * 30, "K 1", "'"])
    def test_what_is_no_reference_is_told_and_written_safely(self, client, typed):
        response = client.get("/compare/", {"claim": ["K-1", typed]}, follow=True)

        assert response.status_code == 404
        assert "<SCRIPT>" not in response.text

    def test_no_more_than_fifty_are_read(self, client):
        response = client.get("/compare/?" + "&".join(f"claim=N-{number}" for number in range(60)), follow=True)

        assert (response.status_code, len(response.context["chosen"])) == (400, 50)

    def test_what_is_not_published_cannot_be_compared(self, get, claims):
        make_secret(claims[0])

        for hidden in ("ZZ-1", "ZZ-2", "ZZ-3", "ZZ-4"):
            response, text = get(ask("K-1", hidden))
            assert response.status_code == 404
            assert "zerzura" not in text.lower()


class TestPastDay:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _story(cls, rows_of_class):
        let_any_day()
        with on("2026-03-01"):
            first, second = (make_published(reference=f"K-{n}", statement=f"Statement {n}.") for n in (1, 2))
            make_quantity(first)
        with on("2026-03-03"):
            make_link(first, second, rationale="One road.")
        with on("2026-03-05"):
            first.statement = "Reworded."
            workflow.revise(first, by=make_editor(), reason="Read again.")

    def test_shows_what_stood_then(self, get):
        early, late = (get(ask("K-1", "K-2") + f"&as_of=2026-03-0{day}") for day in (1, 5))

        assert "Statement 1." in early[1]
        assert "One road." not in early[1]
        assert "K-1 and K-2: no link recorded" in early[1]
        assert "Reworded." in late[1]
        assert "One road." in late[1]
        assert "/claims/K-1/?as_of=2026-03-05" in links(late[1])
        back = '<a href="/compare/?claim=K-1&claim=K-2">As it stands today</a>'
        assertInHTML(back, cut(late[1], "div", 'class="problem moment"'))

    @pytest.mark.parametrize(("day", "shown"), [("2026-03-01", 0), ("2026-03-05", 1)])
    def test_figures_of_then_are_shown(self, get, day, shown):
        text = get(ask("K-1", "K-2") + f"&as_of={day}")[1]

        assertInHTML("<b>17</b>", cut(text, "table", "beside"), count=shown)

    def test_before_they_were_published_it_says_so(self, get):
        response, text = get(ask("K-1", "K-2") + "&as_of=2026-02-28")

        assert response.status_code == 404
        assert "No such claim stood published then." in text

    def test_a_bad_day_is_told_on_todays_page(self, get):
        response, text = get(ask("K-1", "K-2") + "&as_of=soon")

        assert response.status_code == 400
        assert "“soon” is not a day." in text
        assert "Reworded." in text


class TestTicks(SharedClaims):
    @pytest.mark.parametrize("query", ["", f"?as_of={date.today().isoformat()}"])
    def test_each_row_of_the_list_can_be_ticked(self, get, claims, query):
        _response, text = get(f"/claims/{query}")

        ticks = re.findall(r'<input type="checkbox" name="claim" value="([^"]+)" form="compare">', text)
        assert sorted(ticks) == [claim.reference for claim in claims]
        assert re.findall(r'<form [^>]*id="compare"[^>]* action="([^"]+)"', text) == ["/compare/"]

    def test_a_past_day_is_taken_along(self, get):
        today = date.today().isoformat()

        text = get(f"/claims/?as_of={today}")[1]

        assertInHTML(f'<input type="hidden" name="as_of" value="{today}">', cut(text, "form", 'id="compare"'))

    def test_adding_a_claim_keeps_the_entry_that_is_shown(self, get):
        digits = LedgerEntry.objects.newest().hash[:12]

        text = get(ask("K-1", "K-2") + f"&entry={digits}")[1]

        adding = cut(cut(text, "section", 'aria-labelledby="c-add"'), "form")
        assertInHTML(f'<input type="hidden" name="entry" value="{digits}">', adding)
