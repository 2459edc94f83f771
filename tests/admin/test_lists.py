import pytest
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.admin import filters, paginator
from claims.choices import Publication
from claims.models import Claim
from tests.admin.pages import CLAIMS, told
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_link,
    make_place,
    make_published,
    make_question,
    make_source,
    make_suggested_link,
    make_verdict,
)
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


def found(client, query, address=CLAIMS):
    response = client.get(f"{address}?{query}")
    assert response.status_code == 200, response.status_code
    return set(response.context["cl"].result_list)


@pytest.mark.searching
class TestSearch:
    @pytest.mark.parametrize(
        "query", ["anefis", "ko-077", "framework", "csp", "coalition", "never+again", "plus+jamais"]
    )
    def test_a_claim_is_found_by_what_it_says_and_who_says_it(self, editor, query):
        claimant = make_claimant(name="Strategic Framework", short_name="CSP", aliases="The Coalition")
        claim = make_claim(
            claimant=claimant,
            reference="KO-077",
            statement="The column reached Anefis.",
            quotation="never again",
            original_text="plus jamais",
        )
        make_claim()

        assert found(editor, f"q={query}") == {claim}

    @pytest.mark.parametrize("query", ["menaka", "m%C3%A9naka", "MENAKA+killed"])
    def test_accents_and_capitals_do_not_matter(self, editor, query):
        claim = make_claim(statement="Ten people were killed near Ménaka.")
        make_claim()

        assert found(editor, f"q={query}") == {claim}

    def test_a_search_stays_within_the_filters(self, editor):
        denial = make_claim(statement="Ménaka was not taken.", kind="denial")
        make_claim(statement="Ménaka was taken.")

        assert found(editor, "q=menaka&kind__exact=denial") == {denial}

    @pytest.mark.parametrize("query", ["%00", "'", '"', "%25", "\\", "((", "a+" * 3000, "%F0%9F%98%80", "%ED%A0%80"])
    def test_any_search_is_answered(self, editor, query):
        make_claim()

        assert editor.get(f"{CLAIMS}?q={query}").status_code in (200, 302)


class TestFilters:
    def test_status_publication_kind_and_dispute(self, editor):
        draft, published = make_claim(kind="denial"), make_published()
        make_verdict(draft, "inconclusive")

        assert found(editor, "status__exact=inconclusive") == {draft}
        assert found(editor, "publication__exact=published") == {published}
        assert found(editor, "kind__exact=denial") == {draft}
        assert found(editor, "disputed=no") == {draft, published}
        Claim.objects.filter(pk=published.pk).update(contradiction_count=1)
        assert found(editor, "disputed=yes") == {published}

    def test_claimant_event_and_question_by_their_names(self, editor):
        claim = make_claim(event=make_event(slug="march"), question=make_question(slug="how-far"))
        make_claim()

        assert found(editor, f"claimant={claim.claimant.slug}") == {claim}
        assert found(editor, "event=march") == {claim}
        assert found(editor, "question=how-far") == {claim}

    def test_only_those_with_claims_are_offered_and_a_few_at_most_beside_the_chosen_one(self, editor, monkeypatch):
        monkeypatch.setattr(filters, "MAX_FILTER_CHOICES", 3)
        make_claimant(name="A")
        *_, last = [make_claim(claimant=make_claimant(name=name)) for name in "BCDEF"]

        page = editor.get(f"{CLAIMS}?claimant={last.claimant.slug}")
        spec = next(spec for spec in page.context["cl"].filter_specs if spec.title == "claimant")

        assert [name for _slug, name in spec.lookup_choices] == ["B", "C", "D", "F"]

    def test_one_beyond_the_offered_can_still_be_asked_for(self, editor, monkeypatch):
        monkeypatch.setattr(filters, "MAX_FILTER_CHOICES", 3)
        for number in range(4):
            make_claim(claimant=make_claimant(name=f"A {number}"))
        last = make_claim(claimant=make_claimant(name="Z last"))

        assert found(editor, f"claimant={last.claimant.slug}") == {last}

    def test_what_lacks_a_citation_or_a_link(self, editor):
        bare, undermined = make_claim(), make_claim()
        make_citation(undermined, bearing="undermines")

        assert found(editor, "todo=uncited") == {bare}
        assert found(editor, "todo=unlinked") == {undermined}

    def test_answers_that_differ_lack_a_link_until_one_says_so(self, editor):
        question, agreed = make_question(), make_question()
        yes, no, perhaps = (make_claim(question=question, position=words) for words in ("Yes", "No", "Perhaps"))
        make_claim(question=question)
        make_claim(question=agreed, position="Yes")
        make_claim(question=agreed, position="Yes")
        make_claim(position="No")
        make_link(yes, no)

        assert found(editor, "todo=unlinked") == {perhaps}

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("about_from=2023-10-07", {"after", "month"}),
            ("about_to=2023-10-05", {"before", "month"}),
            ("about_from=2023-10-06&about_to=2023-10-06", {"on", "month"}),
            ("about_from=&about_to=", {"before", "on", "after", "month", "unknown"}),
        ],
    )
    def test_days_between_two(self, editor, query, expected):
        dates = {
            "before": "2023-10-05", "on": "2023-10-06", "after": "2023-10-07", "month": "2023-10", "unknown": "",
        }  # fmt: skip
        claims = {name: make_claim(about=about) for name, about in dates.items()}

        assert found(editor, query) == {claims[name] for name in expected}

    @pytest.mark.searching
    def test_the_days_keep_the_other_filters_and_the_search(self, editor):
        make_claim()

        page = editor.get(f"{CLAIMS}?disputed=no&q=happened&about_from=2023-01-01").content.decode()

        assertInHTML('<input type="hidden" name="disputed" value="no">', page)
        assertInHTML('<input type="hidden" name="q" value="happened">', page)
        assertInHTML('<input type="date" id="about-from" name="about_from" value="2023-01-01">', page)


class TestWaitingForMe:
    def test_a_reviewer_sees_what_others_proposed_suggested_and_sent(self, reviewer):
        assessed, own, first, second = (make_claim() for _ in range(4))
        in_review = make_claim(publication=Publication.IN_REVIEW)
        make_citation(assessed, bearing="supports")
        make_citation(own, bearing="supports")
        answers = {"status": "corroborated", "credibility": "2", "rationale": "Two reports."}
        workflow.assess(assessed, **answers, by=make_editor())
        workflow.assess(own, **answers, by=reviewer.person)
        make_suggested_link(first, second)

        assert found(reviewer, "todo=waiting") == {assessed, first, second, in_review}

    def test_a_contributor_sees_own_drafts(self, contributor):
        own = make_claim(created_by=contributor.person)
        make_claim()
        make_claim(publication=Publication.IN_REVIEW)
        make_suggested_link(make_claim(), make_claim())

        assert found(contributor, "todo=waiting") == {own}


class TestRefusedLookups:
    @pytest.mark.parametrize(
        "query",
        [
            "statement__regex=(a%2B)%2B",
            "statement__contains=a",
            "claimant__name__regex=a",
            "created_by__password__startswith=a",
            "created_by__username=a",
            "status__regex=a",
            "nonsense=1",
            "disputed=maybe",
            "todo=x",
            "claimant=nobody",
            "event=%00",
            "status__exact=%00",
            "about_from=yesterday",
            "about_to=2023-13-45",
            "status__id__exact=1",
            "%00=1",
            "e=1&statement__regex=a",
        ],
    )
    def test_unlisted_or_unreadable_ones_are_told_and_lead_to_the_whole_list(self, editor, query):
        make_claim()

        response = editor.get(f"{CLAIMS}?{query}")

        assert (response.status_code, response.url) == (302, f"{CLAIMS}?e=1")
        assert "The whole list is shown." in told(response)[0]

    def test_that_address_shows_the_whole_list(self, editor):
        claims = {make_claim(), make_claim(kind="denial")}

        assert found(editor, "e=1") == claims

    @pytest.mark.parametrize("query", ["p=abc", "p=-1", "p=99999999999999999999", "o=99", "o=abc", "_facets=1"])
    def test_odd_pages_and_orders_are_answered(self, editor, query):
        make_claim()

        assert editor.get(f"{CLAIMS}?{query}").status_code in (200, 302)

    def test_a_field_that_cannot_be_pointed_at_is_refused(self, editor):
        assert editor.get(f"{CLAIMS}?_to_field=statement").status_code == 400

    @pytest.mark.parametrize("model", ["claimant", "place", "event", "source", "question", "claimlink", "assessment"])
    def test_every_list_refuses_them(self, editor, model):
        assert editor.get(f"/admin/claims/{model}/?note__regex=a").status_code == 302


class TestCost:
    def test_a_list_costs_as_many_queries_for_three_rows_as_for_one(self, editor):
        models = ("claim", "claimlink", "assessment", "source", "event", "question", "claimant")
        addresses = [f"/admin/claims/{model}/" for model in models]
        self._make_rows(1)
        for address in addresses:
            editor.get(address)
        costs = {address: self._cost(editor, address) for address in addresses}

        self._make_rows(2)

        assert {address: self._cost(editor, address) for address in addresses} == costs

    @staticmethod
    def _cost(client, address):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    @staticmethod
    def _make_rows(number):
        whole = make_claimant()
        for _ in range(number):
            place, event = make_place(), make_event()
            claim = make_claim(
                claimant=make_claimant(part_of=whole), event=event, question=make_question(event=event), place=place
            )
            make_citation(claim, source=make_source())
            make_event(place=place, part_of=event)
            make_suggested_link(claim, make_claim())
            make_verdict(claim, "inconclusive")

    def test_counts_stop_at_the_cap(self, editor, monkeypatch):
        monkeypatch.setattr(paginator, "COUNT_CAP", 2)
        monkeypatch.setattr("claims.search.pagination.COUNT_CAP", 2)
        for _ in range(4):
            make_claim()

        page = editor.get(CLAIMS).content.decode()

        assert "2+ claims" in squeezed(page)

    @pytest.mark.searching
    def test_no_list_selects_distinct(self, editor):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        make_claim(event=make_event(), question=make_question())

        with CaptureQueriesContext(connection) as queries:
            editor.get(f"{CLAIMS}?q=something&claimant={Claim.objects.get().claimant.slug}&todo=waiting")

        assert not [query["sql"] for query in queries if "DISTINCT" in query["sql"]]

    def test_the_columns_tell_the_story(self, editor):
        claim = make_published(reference="KO-500")

        page = editor.get(CLAIMS).content.decode()

        assert all(words in page for words in ("KO-500", claim.statement, "Stake unknown", "Unverified", "Published"))
