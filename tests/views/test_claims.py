import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.choices import ClaimKind
from claims.models import Claim
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_published,
    make_source,
    make_verdict,
)
from tests.indexing import indexed
from tests.markup import opened, words_of
from tests.views.world import SharedDebate, publish

pytestmark = pytest.mark.django_db

FILES = {
    "/claims.csv": "CSV",
    "/claims.json": "JSON",
    "/claims.jsonl": "JSON Lines",
    "/claims.jsonld": "reviews (JSON-LD)",
}


def facet(response, name):
    choices = next((facet.choices for facet in response.context["facets"] if facet.name == name), [])
    return {choice.value: choice.count for choice in choices}


def references(response):
    return [claim.reference for claim in response.context["page"].rows]


class TestList(SharedDebate):
    def test_a_row_tells_the_story_of_a_claim(self, get):
        response, text = get("/claims/")

        assert references(response) == ["W-1", "W-0"]
        for words in ("Side 0", "stake unknown", "Contradicted by 1", "6 October 2023", "Unverified"):
            assert words in text
        for claim in response.context["page"].rows:
            assertInHTML(f'<a href="/claims/{claim.reference}/">{claim.statement}</a>', text, count=1)

    def test_the_address_holds_the_selection(self, get):
        make_published(reference="O-1")

        response, text = get("/claims/?disputed=true&claimant=side-0&sort=oldest")

        assert references(response) == ["W-0"]
        assertInHTML('<option value="oldest" selected>Oldest event first</option>', text, count=1)
        assertInHTML('<input type="hidden" name="sort" value="oldest">', text)

    def test_a_bad_value_is_shown_at_its_field(self, get):
        response, text = get("/claims/?status=<b>bogus&about_after=soon&claimant=side-0")

        assert response.status_code == 200
        assert references(response) == ["W-0"]
        assertInHTML('<p class="error" id="status-error">“&lt;b&gt;bogus” is not one of the choices.</p>', text)
        advice = "Write a year, a month or a day: 2023, 2023-10 or 2023-10-06."
        assertInHTML(f'<p class="error" id="about_after-error">“soon” is not a date. {advice}</p>', text)
        assertInHTML(
            '<input type="text" id="about_after" name="about_after" value="soon" maxlength="40" autocomplete="off"'
            ' aria-describedby="about_after-error days" aria-invalid="true">',
            text,
        )
        assert "Filter these claims (1 on)" in opened(text)


def test_fields_left_empty_do_not_clutter_the_address(client):
    response = client.get("/claims/?q=&disputed=&status=verified&about_after=")

    assert (response.status_code, response.headers["Location"]) == (302, "/claims/?status=verified")


def test_without_anything_to_read_it_says_so(get):
    _response, text = get("/claims/")

    assert "Nothing has been published yet." in text


class TestFacets(SharedDebate):
    def test_each_is_counted_with_the_other_filters_applied(self, get):
        whole = make_event(slug="offensive")
        part = make_event(slug="gao", part_of=whole)
        army, rebels = make_claimant(slug="army", stake="party"), make_claimant(slug="csp")
        make_published(claimant=army, kind="figure", event=part)
        make_published(claimant=army, kind="denial", event=whole)
        make_published(claimant=rebels, kind="figure", event=part)
        make_published(claimant=rebels, kind="call")

        response, _text = get("/claims/?kind=figure&claimant=army")

        assert facet(response, "kind") == {"figure": 1, "denial": 1}
        assert facet(response, "claimant") == {"army": 1, "csp": 1}
        assert facet(response, "event") == {"offensive": 1, "gao": 1}
        assert facet(response, "stake") == {"party": 1}
        assert facet(response, "status") == {"unverified": 1}
        assert facet(response, "disputed") == {"true": 0, "false": 1}
        assert facet(response, "origins") == {"1": 1}

    def test_without_filters_all_are_counted(self, get):
        make_published(kind="call", original_text="Oui.", language="fr")

        response, _text = get("/claims/")

        assert facet(response, "status") == {"unverified": 2, "none": 1}
        assert facet(response, "disputed") == {"true": 2, "false": 1}
        assert facet(response, "question") == {"advance": 2}
        assert facet(response, "language") == {"fr": 1}
        assert facet(response, "source")["paper-0"] == 1
        assert sum(facet(response, "place").values()) == 2

    def test_a_chosen_value_that_leaves_nothing_stays_to_be_taken_off(self, get):
        response, _text = get("/claims/?claimant=side-0&kind=call")

        assert facet(response, "kind") == {"assertion": 1, "call": 0}

    def test_counts_are_kept_until_the_ledger_grows(self, client, get):
        client.get("/claims/")
        with CaptureQueriesContext(connection) as kept:
            client.get("/claims/")

        make_published(kind="call")
        with CaptureQueriesContext(connection) as counted:
            response, _text = get("/claims/")

        assert len(kept) < len(counted)
        assert facet(response, "kind") == {"assertion": 2, "call": 1}

    def test_what_is_kept_is_told_in_the_reader_s_language(self, get):
        make_published(kind="call")

        (english, in_english), (french, in_french) = get("/claims/"), get("/fr/claims/")

        assert facet(english, "kind") == facet(french, "kind") == {"assertion": 2, "call": 1}
        with override("fr"):
            call = str(ClaimKind.CALL.label)
        for word, text in (("Call", in_english), (call, in_french)):
            assertInHTML(f"<span>{word}</span>", text, count=2)  # in the facet, and in the row of the claim

    def test_of_a_great_many_claims_questions_and_sources_are_counted_when_asked_for(self, get, monkeypatch):
        monkeypatch.setattr("claims.search.facets.COUNT_CAP", 1)
        (response, text), (asked, _text) = get("/claims/"), get("/claims/?more=question")

        assert facet(response, "question") == facet(response, "source") == {}
        assertInHTML('<a href="?more=question#by-question">Count those with the most claims</a>', text, count=1)
        assert facet(asked, "question") == {"advance": 2}
        assert facet(asked, "source") == {}

    def test_a_chosen_question_stays_to_be_taken_off_among_a_great_many_claims(self, get, monkeypatch):
        monkeypatch.setattr("claims.search.facets.COUNT_CAP", 1)
        response, text = get("/claims/?question=advance")

        assert facet(response, "question") == {"advance": 0}
        assertInHTML('<input type="checkbox" name="question" value="advance" checked>', text)


class TestLongFacet:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _claims_of_many(cls, rows_of_class):
        busy, source = make_claimant(slug="busy"), make_source()
        for claimant in (busy, busy, *(make_claimant(slug=f"c-{number}", name=f"C {number}") for number in range(6))):
            claim = make_claim(claimant=claimant)
            make_citation(claim, source=source, counted=False)
            publish(claim)

    @pytest.fixture(autouse=True)
    def _three_are_shown(self, monkeypatch):
        monkeypatch.setattr("claims.search.facets.FACET_VALUES_SHOWN", 3)

    def test_it_shows_the_most_frequent_and_what_is_chosen(self, get):
        response, text = get("/claims/?claimant=c-5")

        assert facet(response, "claimant") == {"busy": 2, "c-0": 1, "c-1": 1, "c-5": 1}
        assertInHTML('<a href="?claimant=c-5&amp;more=claimant#by-claimant">3 more with fewer claims</a>', text)

    def test_its_rest_is_reached_by_its_address(self, get):
        response, text = get("/claims/?kind=assertion&more=claimant")

        assert len(facet(response, "claimant")) == 7
        assert "more with fewer claims" not in text


class TestChips(SharedDebate):
    def test_each_takes_one_filter_off(self, get):
        response, text = get("/claims/?claimant=side-0&claimant=side-1&disputed=true")

        assert [(each.text, address) for each, address in response.context["chips"]] == [
            ("Yes", "?claimant=side-0&claimant=side-1"),
            ("Side 0", "?disputed=true&claimant=side-1"),
            ("Side 1", "?disputed=true&claimant=side-0"),
        ]
        assert text.count(", remove this filter") == 3


class TestEmptySelection(SharedDebate):
    def test_it_says_which_filter_to_loosen(self, get):
        make_published(kind="call")

        response, text = get("/claims/?kind=call&disputed=true")

        looser = [(dropped[0].name, address, left) for dropped, address, left in response.context["looser"]]
        assert looser == [("kind", "?disputed=true", 2), ("disputed", "?kind=call", 1)]
        assert "No claim passes all of these filters" in text
        assert "Without Kind: Call" in text

    def test_where_no_single_one_is_to_blame_it_says_that(self, get):
        _response, text = get("/claims/?kind=call&status=refuted")

        assert "No single one of them is to blame." in text


@pytest.mark.searching
class TestSearch:
    def test_words_find_claims_among_those_selected(self, get):
        make_published(reference="S-1", statement="Un convoi a quitté Gao.")
        make_published(reference="S-2", statement="Un convoi a quitté Gao.", kind="denial")

        response, text = get("/claims/?q=QUITTE&kind=denial")

        assert references(response) == ["S-2"]
        assertInHTML(
            '<input type="search" id="q" name="q" value="QUITTE" maxlength="200" form="filters" autocomplete="off"'
            ' placeholder="Claim, place or reference" data-suggest="/suggest/">',
            text,
        )

    def test_when_only_some_words_match_it_says_so(self, get):
        make_published(reference="S-1", statement="A convoy left.")

        response, text = get("/claims/?q=convoy+unicorn")

        assert references(response) == ["S-1"]
        assert "No claim has all of these words." in text

    def test_words_are_marked_where_they_stand_and_nothing_else_is_trusted(self, get):
        make_published(reference="S-1", statement="Two <b>SOLDIERS</b> & a soldier’s dog.")

        _response, text = get("/claims/?q=soldier")

        assertInHTML(
            '<a href="/claims/S-1/">'
            "Two &lt;b&gt;<mark>SOLDIERS</mark>&lt;/b&gt; &amp; a <mark>soldier</mark>’s dog.</a>",
            text,
        )

    def test_without_a_search_nothing_is_marked(self, get):
        make_published(reference="S-1", statement="Two <b>soldiers</b>.")

        _response, text = get("/claims/")

        assertInHTML('<a href="/claims/S-1/">Two &lt;b&gt;soldiers&lt;/b&gt;.</a>', text)

    def test_marking_costs_no_query(self, client):
        for number in range(3):
            make_published(statement=f"Convoy {number}.")

        with CaptureQueriesContext(connection) as few:
            client.get("/claims/?q=2")
        with CaptureQueriesContext(connection) as more:
            client.get("/claims/?q=convoys")

        assert len(more) == len(few)


@pytest.mark.searching
class TestSearchAmongADebate(SharedDebate):
    def test_a_reference_in_any_case_finds_that_claim(self, get):
        assert references(get("/claims/?q=w-1")[0]) == ["W-1"]

    def test_words_that_no_claim_has_lead_elsewhere(self, get):
        response, text = get("/claims/?q=xyzzy")

        assert "No claim has the words “xyzzy”" in text
        assert "Try fewer words" in text
        assert response.context["looser"] == []

    def test_words_that_no_claim_has_can_be_taken_off_alone(self, get):
        response, _text = get("/claims/?q=xyzzy&claimant=side-0")

        assert [(each.text, each.address, each.left) for each in response.context["looser"]] == [
            ("Words: “xyzzy”", "?claimant=side-0", 1)
        ]

    @pytest.mark.parametrize("q", ["'", '"', "a+AND+(", "%F0%9F%99%82", "%00", "…", "x" * 5000, "%25_", "%ED%A0%80"])
    def test_no_search_is_an_error(self, get, q):
        assert get(f"/claims/?q={q}")[0].status_code == 200


@pytest.mark.searching
class TestWhatWasMeant:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _denial(cls, rows_of_class):
        with indexed():
            make_published(statement="Wagner left Kidal.", kind="denial")

    def test_another_spelling_is_offered_with_the_other_filters_kept(self, get):
        response, text = get("/claims/?q=Wagnr&kind=denial&sort=said")

        assert response.context["meant"] == ("Wagner", "?q=Wagner&kind=denial&sort=said")
        link = '<a href="?q=Wagner&amp;kind=denial&amp;sort=said">Wagner</a>'
        assertInHTML(f'<p class="meant">Did you mean {link}?</p>', text)

    def test_what_was_meant_is_told_without_trusting_it(self, get):
        _response, text = get("/claims/?q=%3Ci%3EWagnr")

        link = '<a href="?q=%3Ci%3EWagner">&lt;i&gt;Wagner</a>'
        assertInHTML(f'<p class="meant">Did you mean {link}?</p>', text)

    def test_a_search_that_finds_offers_nothing(self, get):
        assert get("/claims/?q=Wagner")[0].context["meant"] is None
        assert get("/claims/?q=Wagner&kind=call")[0].context["meant"] is None


class TestOrder:
    def test_newest_decided_first(self, get):
        first, second = (make_published(reference=f"D-{number}") for number in range(2))
        make_published(reference="D-2")
        make_verdict(second, "under_review")
        make_verdict(first, "inconclusive")

        response, text = get("/claims/?sort=decided")

        assert references(response) == ["D-0", "D-1", "D-2"]
        assert words_of(text).count("Decided ") == 2

    def test_fewest_origins_and_newest_said_first(self, get):
        make_published(reference="O-1", asserted="2023-10-08")
        make_citation(make_published(reference="O-2", asserted="2023-10-07"))
        make_published(reference="O-3", asserted="")

        assert references(get("/claims/?sort=origins")[0]) == ["O-1", "O-3", "O-2"]
        assert references(get("/claims/?sort=said")[0]) == ["O-1", "O-2", "O-3"]


class TestTakingAway(SharedDebate):
    def test_the_selection_is_an_address_a_feed_and_files(self, get):
        _response, text = get("/claims/?claimant=side-0&sort=said&more=event")

        assert "This address is this selection" in text
        selection = "claimant=side-0&amp;sort=said"
        follow = f'<a href="/feeds/claims/?{selection}" type="application/atom+xml">Follow its changes (Atom)</a>'
        assertInHTML(follow, text)
        for path, name in FILES.items():
            assertInHTML(f'<a href="{path}?{selection}">{name}</a>', text)

    @pytest.mark.searching
    @pytest.mark.parametrize("path", ["/feeds/claims/", *FILES])
    def test_each_of_them_is_there(self, client, path):
        assert client.get(f"{path}?claimant=side-0&sort=decided&q=happened").status_code == 200


class TestPages:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _claims_of_three_pages(cls, rows_of_class):
        claimant, source, editor = make_claimant(), make_source(), make_editor()
        for number in range(52):
            claim = make_claim(reference=f"P-{number:02}", claimant=claimant, about=f"2023-10-{1 + number // 3:02}")
            make_citation(claim, source=source, counted=False)
            workflow.publish(claim, by=editor)

    def test_next_and_previous_keep_the_filters(self, get):
        response, text = get("/claims/?sort=newest&kind=assertion")
        last = references(response)[-1]

        assert len(references(response)) == 25
        address = f"?sort=newest&amp;kind=assertion&amp;after={last}"
        assertInHTML(f'<a rel="next" href="{address}">Next page</a>', text, count=1)
        assert "Previous page" not in text

    @pytest.mark.parametrize("sort", ["contradicted", "newest", "oldest", "said", "decided", "origins"])
    def test_every_order_reaches_every_claim_once(self, get, sort):
        seen, cursor = [], ""
        while True:
            response, _text = get(f"/claims/?sort={sort}{cursor}")
            seen += references(response)
            if not response.context["page"].after:
                break
            cursor = f"&after={response.context['page'].after}"

        assert sorted(seen) == sorted(Claim.objects.values_list("reference", flat=True))

    @pytest.mark.parametrize("cursor", ["P-99", "%00", "9" * 3000, "<script>"])
    def test_a_page_that_is_not_there_says_so(self, get, cursor):
        response, text = get(f"/claims/?after={cursor}")

        assert response.status_code == 200
        assert "That page is no longer there, so this is the first one." in text
        assert "<script>" not in text

    def test_a_count_beyond_the_cap_reads_so(self, get, monkeypatch):
        monkeypatch.setattr("claims.search.pagination.COUNT_CAP", 50)

        assertInHTML("<b>50+ claims</b>", get("/claims/")[1])
