import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.models import Claim
from tests.factories import make_claimant, make_editor, make_event, make_place, make_published, make_question
from tests.indexing import indexed
from tests.views.world import SECRET, make_debate, make_secret

pytestmark = [pytest.mark.django_db, pytest.mark.searching]


@pytest.fixture
def ask(client):
    """Return a function that types and returns the labels suggested, with their kinds."""

    def typing(typed, mount=""):
        response = client.get(f"{mount}/suggest/", {"q": typed})
        assert response.status_code == 200
        return [(each["kind"], each["label"]) for each in response.json()["suggestions"]]

    return typing


def make_kidal():
    place = make_place(name="Ménaka", slug="menaka")
    event = make_event(title="Fighting near Ménaka", slug="fighting", place=place)
    return make_published(
        reference="KO-012", statement="The convoy left.", place=place, event=event,
        claimant=make_claimant(name="Malian armed forces", short_name="FAMa", slug="fama", aliases="Forces armées"),
        question=make_question(text="Did the convoy leave?", slug="convoy"),
    )  # fmt: skip


class SharedKidal:
    """Tests that are suggested one world, made once for their class."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _kidal(cls, rows_of_class):
        with indexed():
            make_kidal()

    @pytest.fixture
    def kidal(self, db):
        return Claim.objects.get(reference="KO-012")


class TestSuggestions(SharedKidal):
    @pytest.mark.parametrize("typed", ["mena", "MÉNA", "Me\u0301nak"])
    def test_names_are_found_by_the_beginning_of_a_word_whatever_the_accents(self, ask, kidal, typed):
        assert ask(typed) == [
            ("Place", "Ménaka"),
            ("Event", "Fighting near Ménaka"),
            ("Claim", "KO-012 The convoy left."),
        ]

    @pytest.mark.parametrize("typed", ["fam", "armees", "armed mal"])
    def test_a_claimant_is_found_by_each_of_its_names(self, ask, kidal, typed):
        assert ("Claimant", "FAMa") in ask(typed)

    @pytest.mark.parametrize("typed", ["ko-0", "KO-012", " ko-01 "])
    def test_a_claim_is_found_by_the_beginning_of_its_reference(self, ask, kidal, typed):
        assert ask(typed)[0] == ("Claim", "KO-012 The convoy left.")

    def test_a_claim_is_found_by_words_the_last_of_which_has_just_begun(self, ask, kidal):
        assert ("Claim", "KO-012 The convoy left.") in ask("convoys le")
        assert ask("convoy zz") == []

    def test_each_leads_to_its_page_in_the_reader_s_language(self, client, kidal):
        def addresses(typed, mount=""):
            found = client.get(f"{mount}/suggest/", {"q": typed}).json()["suggestions"]
            return [each["href"] for each in found]

        assert addresses("menak") == ["/claims/?place=menaka", "/events/fighting/", "/claims/KO-012/"]
        assert addresses("did", "/fr") == ["/fr/questions/convoy/"]

    def test_a_name_that_the_ledger_withdrew_is_gone(self, ask, kidal):
        assert ask("menak")

        workflow.withdraw(kidal, by=make_editor(), reason="It was wrong.")

        assert ask("menak") == []

    @pytest.mark.parametrize("typed", ["", "m", "…", "\x00", "'", "%", "🙂🙂", "x" * 5000, "zz " * 500])
    def test_whatever_is_typed_is_no_error(self, ask, kidal, typed):
        assert ask(typed) == []


class TestAnswer:
    def test_drafts_and_what_only_they_name_are_never_suggested(self, ask):
        make_secret(beside=make_debate()[0])

        assert [ask(typed) for typed in (SECRET, SECRET[:4], "ZZ-", "ZZ-1", "statement", "withdrawn")] == [[]] * 6

    def test_it_may_be_kept_for_a_minute(self, client):
        make_kidal()

        response = client.get("/suggest/", {"q": "menaka"})

        assert response.headers["Content-Type"] == "application/json"
        assert "max-age=60" in response.headers["Cache-Control"]

    def test_they_are_few_and_varied(self, client):
        for number in range(12):
            make_published(
                statement="A column of lorries.", claimant=make_claimant(name=f"Column {number}"),
                event=make_event(title=f"Column {number}"),
            )  # fmt: skip

        found = client.get("/suggest/", {"q": "colu"}).json()

        assert [each["kind"] for each in found["suggestions"]] == ["Claimant"] * 3 + ["Event"] * 3 + ["Claim"] * 2
        assert found["said"] == "8 suggestions."

    def test_it_costs_few_queries_once_names_are_known(self, client):
        for number in range(5):
            make_published(statement="A convoy left.", claimant=make_claimant(name=f"Convoy {number}"))
        client.get("/suggest/", {"q": "conv"})

        with CaptureQueriesContext(connection) as queries:
            client.get("/suggest/", {"q": "convo"})

        assert len(queries) <= 4
