import pytest
from django.http import QueryDict

from claims.models import Claim
from claims.search.claim_filter import ClaimFilter
from claims.search.fields import MAX_FILTER_VALUES
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_event,
    make_link,
    make_place,
    make_publisher,
    make_question,
    make_source,
    make_suggested_link,
    make_verdict,
)
from tests.views.world import publish

pytestmark = pytest.mark.django_db


def make(reference, *, source=None, **kwargs):
    claim = make_claim(reference=reference, **kwargs)
    make_citation(claim, source=source or make_source(slug=f"paper-{reference.lower()}", publisher=None))
    return publish(claim)


def ask(query):
    return ClaimFilter(QueryDict(query), Claim.objects.published())


def found(query):
    return set(ask(query).selection().values_list("reference", flat=True))


class TestChoices:
    def test_repeating_a_parameter_widens_and_another_narrows(self):
        make("F-1", claimant=make_claimant(slug="army", stake="party"), kind="figure")
        make("F-2", claimant=make_claimant(slug="csp", stake="party"))
        make("F-3", claimant=make_claimant(slug="rfi", stake="independent"))

        assert found("claimant=army&claimant=csp") == {"F-1", "F-2"}
        assert found("claimant=army&claimant=csp&kind=figure") == {"F-1"}
        assert found("stake=party&stake=independent") == {"F-1", "F-2", "F-3"}
        assert found("stake=independent&kind=figure") == set()

    def test_disputed_or_not(self):
        first, second = make("F-1"), make("F-2")
        make("F-3")
        make_link(first, second)

        assert found("disputed=true") == {"F-1", "F-2"}
        assert found("disputed=false") == {"F-3"}

    def test_set_against_is_by_any_public_link_that_opposes_from_either_end(self):
        army, rebels = make_claimant(slug="army"), make_claimant(slug="csp")
        first, second = make("F-1", claimant=army), make("F-2", claimant=rebels)
        third, fourth = make("F-3", claimant=army), make("F-4", claimant=army)
        make_link(first, second)
        make_link(second, third, basis="scope")
        make_link(fourth, second, kind="corroborates", basis="")
        make_suggested_link(fourth, second, kind="denies")

        assert found("against=csp") == {"F-1", "F-3"}
        assert found("against=army") == {"F-2"}
        assert found("against=army&against=csp&claimant=army") == {"F-1", "F-3"}
        assert "“nobody” is not one of the choices." in ask("against=nobody").errors["against"]

    def test_why_claims_differ_is_asked_of_one_and_the_same_link(self):
        army, rebels, press = make_claimant(slug="army"), make_claimant(slug="csp"), make_claimant(slug="press")
        first, second = make("F-1", claimant=army), make("F-2", claimant=rebels)
        third = make("F-3", claimant=press)
        make_link(first, second, basis="scope")
        make_link(third, first)
        make_suggested_link(third, second, basis="place")

        assert found("basis=scope") == {"F-1", "F-2"}
        assert found("basis=scope&basis=incompatible") == {"F-1", "F-2", "F-3"}
        assert found("against=csp&basis=scope") == {"F-1"}
        assert found("against=press&basis=scope") == set()
        assert found("basis=place") == set()

    def test_a_draft_sets_nothing_against_a_claim(self):
        rebels = make_claimant(slug="csp")
        first = make("F-1")
        make("F-2", claimant=rebels)
        make_link(first, make_claim(claimant=rebels))

        assert found("against=csp") == set()

    def test_what_is_not_checkable_is_not_unverified(self):
        make("F-1")
        make("F-2", kind="call")
        make_verdict(make("F-3"), "refuted")

        assert found("status=unverified") == {"F-1"}
        assert found("status=none") == {"F-2"}
        assert found("status=none&status=refuted") == {"F-2", "F-3"}

    def test_an_event_and_a_place_include_their_parts(self):
        mali = make_place(slug="mali")
        kidal = make_place(slug="kidal", part_of=make_place(slug="region", part_of=mali))
        whole = make_event(slug="offensive")
        part = make_event(slug="anefis", part_of=make_event(slug="advance", part_of=whole))
        make("F-1", event=whole, place=mali)
        make("F-2", event=part, place=kidal)
        make("F-3", event=make_event(slug="elsewhere"), place=make_place(slug="niger"))

        assert found("event=offensive") == found("place=mali") == {"F-1", "F-2"}
        assert found("event=advance") == found("place=region") == {"F-2"}
        assert found("event=anefis&event=elsewhere") == {"F-2", "F-3"}

    def test_question_source_and_language(self):
        source = make_source(slug="rfi-report")
        make("F-1", question=make_question(slug="toll"), original_text="Non.", language="fr")
        make("F-2", source=source)

        assert found("question=toll") == found("language=fr") == {"F-1"}
        assert found("source=rfi-report") == {"F-2"}
        assert found("language=ar") == set()

    def test_a_source_cited_twice_lists_a_claim_once(self):
        source = make_source(slug="rfi-report")
        claim = make("F-1", source=source)
        make_citation(claim, source=source, locator="line 2")

        assert ask("source=rfi-report").selection().count() == 1

    def test_nought_origins_are_exactly_none_and_others_at_least_so_many(self):
        make("F-0", source=make_source(publisher=make_claimant(stake="party")))
        make("F-1")
        make_citation(make("F-2"), source=make_source(publisher=make_publisher()))

        assert found("origins=0") == {"F-0"}
        assert found("origins=1") == {"F-1", "F-2"}
        assert found("origins=2") == {"F-2"}


class TestDays:
    @pytest.fixture(autouse=True)
    def _claims(self):
        for reference, about in [
            ("D-1", "2023-09-12"), ("D-2", "2023-10"), ("D-3", "2023-10-11/2023-10-12"), ("D-4", "../2023-10-31"),
            ("D-5", "2024"), ("D-6", ""),
        ]:  # fmt: skip
            make(reference, about=about, asserted=about)

    @pytest.mark.parametrize(
        ("query", "references"),
        [
            ("about_after=2023-10-12", {"D-2", "D-3", "D-4", "D-5"}),
            ("about_after=2023-11", {"D-5"}),
            ("about_before=2023-10-10", {"D-1", "D-2", "D-4"}),
            ("about_before=2023-09", {"D-1", "D-4"}),
            ("about_after=2023-10-11&about_before=2023-10-11", {"D-2", "D-3", "D-4"}),
            ("about_after=2024&about_before=2024", {"D-5"}),
            ("about_before=9999", {"D-1", "D-2", "D-3", "D-4", "D-5"}),
        ],
    )
    def test_a_date_that_may_lie_in_the_span_counts_and_no_date_does_not(self, query, references):
        assert found(query) == references
        assert found(query.replace("about", "asserted")) == references

    def test_a_span_that_ends_before_it_begins_is_a_mistake_at_its_end(self):
        asked = ask("about_after=2023-11&about_before=2023-10")

        assert asked.errors == {"about_before": ["This is before the first day, so it is left out."]}
        assert found("about_after=2023-11&about_before=2023-10") == {"D-5"}


class TestMistakes:
    @pytest.fixture(autouse=True)
    def _claims(self):
        make("M-1", claimant=make_claimant(slug="army"), kind="figure")
        make("M-2")

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("q", "…"), ("q", "x" * 201), ("q", "%00"), ("claimant", "nobody"), ("claimant", "%00"),
            ("claimant", "a" * 10_000), ("status", "true"), ("status", "'"), ("disputed", "maybe"), ("disputed", "%00"),
            ("event", "none"), ("event", "%F0%9F%99%82"), ("question", "1"), ("kind", "KIND"), ("place", ".."),
            ("stake", "x"), ("source", "https://x"), ("language", "french!"), ("language", "%00"), ("origins", "many"),
            ("origins", "-1"), ("origins", "9" * 400), ("origins", "1.5"), ("sort", "random"),
            ("about_after", "soon"), ("about_after", "2023-13"), ("about_before", "2023-02-30"),
            ("about_before", "0000"), ("asserted_after", "2023-10-06T10:00"), ("asserted_before", "%00"),
            ("asserted_before", "٢٠٢٣"), ("asserted_before", "2" * 50),
        ],
    )  # fmt: skip
    def test_a_bad_value_is_a_mistake_at_its_field_and_the_others_still_filter(self, name, value):
        others = "kind=figure" if name != "kind" else "claimant=army"

        asked = ask(f"{name}={value}&{others}")

        assert list(asked.errors) == [name]
        assert set(asked.selection().values_list("reference", flat=True)) == {"M-1"}
        assert len(asked.mistakes[0][1]) < 200

    def test_one_bad_value_among_several_leaves_the_whole_field_out(self):
        assert list(ask("status=verified&status=bogus").errors) == ["status"]
        assert found("status=verified&status=bogus") == {"M-1", "M-2"}

    def test_too_many_values_are_a_mistake(self):
        many = "&".join(f"claimant=army-{number}" for number in range(MAX_FILTER_VALUES + 1))

        assert ask(many).errors == {"claimant": [f"Choose at most {MAX_FILTER_VALUES}."]}

    def test_the_same_value_again_and_again_is_one(self):
        assert [each.value for each in ask("&".join(["claimant=army"] * 200)).applied] == ["army"]

    def test_unknown_parameters_are_ignored(self):
        asked = ask("nonsense=1&claimant__password=x")

        assert (asked.errors, asked.applied) == ({}, [])


class TestApplied:
    @pytest.mark.searching
    def test_each_value_is_said_in_words_and_can_be_taken_off_alone(self):
        make("A-1", claimant=make_claimant(slug="army", name="Malian army"), language="fr", original_text="Non.")
        asked = ask(
            "claimant=army&status=none&status=verified&language=fr&origins=0&about_after=2023-10&q=the+army&sort=said"
        )

        assert {each.text for each in asked.applied} == {
            "Malian army", "Not checkable", "Verified", "French", "none", "October 2023", "“the army”"
        }  # fmt: skip
        verified = next(each for each in asked.applied if each.value == "verified")
        kept = QueryDict(asked.address(without=[verified]).removeprefix("?"))
        assert kept.getlist("status") == ["none"]
        assert kept["sort"] == "said"
        assert set(ask(kept.urlencode()).applied) == {each for each in asked.applied if each != verified}

    def test_what_only_links_ask_for_has_no_field(self):
        make("A-1", claimant=make_claimant(slug="army"))

        asked = ask("claimant=army&against=army&basis=scope&disputed=true")

        assert [each.name for each in asked.applied_without_field] == ["against", "basis"]

    def test_what_could_not_be_read_is_not_kept(self):
        assert ask("status=bogus&disputed=true&after=KO-1").address() == "?disputed=true"


class TestOrder:
    @pytest.mark.parametrize(
        ("sort", "column"),
        [
            ("", "-contradiction_count"), ("contradicted", "-contradiction_count"), ("newest", "-about_earliest"),
            ("oldest", "about_latest"), ("said", "-asserted_earliest"), ("origins", "independent_origins"),
            ("bogus", "-contradiction_count"),
        ],
    )  # fmt: skip
    def test_each_order_is_one_column_that_an_index_serves(self, sort, column):
        served = [list(index.fields) for index in Claim._meta.indexes]

        assert ask(f"sort={sort}").order == column
        assert ["publication", column, "-id" if column.startswith("-") else "id"] in served
