import pytest

from claims.models import Claim
from claims.search import query, spelling
from tests.factories import make_citation, make_claim, make_claimant, make_event, make_place, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.searching]


@pytest.fixture(autouse=True)
def _kidal():
    make_published(
        reference="KO-012", statement="The column of soldiers reached the camp.", place=make_place(name="Kidal"),
        claimant=make_claimant(name="Coordination of Azawad Movements", short_name="CMA", aliases="Wagner\nPrigojine"),
        event=make_event(title="Advance on Aguelhok"),
    )  # fmt: skip


class TestMeant:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("Kidual", "Kidal"), ("Wagnr", "Wagner"), ("Azwad", "Azawad"), ("aguelok", "Aguelhok"),
            ("prigozhine", "Prigojine"), ("colunm", "column"), ("the Kidual colum", "the Kidal column"),
            ('"reachd the camp"', '"reached the camp"'), ("Kidual, camp", "Kidal, camp"),
        ],
    )  # fmt: skip
    def test_words_that_no_claim_has_become_those_that_one_has(self, typed, right):
        assert spelling.meant(typed) == right

    @pytest.mark.parametrize("typed", ["KO-12", "ko12", "KO 012", "ko-00012", " KO012 "])
    def test_a_reference_is_known_without_its_noughts_or_hyphen(self, typed):
        assert spelling.meant(typed) == "KO-012"

    @pytest.mark.parametrize(
        "typed", ["", "Kid", "Timbuktu", "xyzzy plugh", "12345", "…", "\x00", "ZZ-9", "Kidual plugh"]
    )
    def test_nothing_is_offered_that_finds_nothing(self, typed):
        corrected = spelling.meant(typed)

        assert corrected is None or query.find(Claim.objects.published(), corrected).ids

    @pytest.mark.parametrize("typed", ["Kidal", "soldier", "soldiers", "Advance", "camps"])
    def test_words_that_a_claim_has_in_some_form_stay(self, typed):
        assert spelling.meant(typed) is None

    def test_a_doubled_letter_at_the_end_is_found_by_the_stem(self):
        assert query.find(Claim.objects.published(), "Kidall").every_word
        assert spelling.meant("Kidall") is None

    def test_of_two_as_near_the_more_frequent_is_meant(self):
        for _number in range(3):
            make_published(statement="A raid on Bamba.")
        make_published(statement="A raid on Bambo.")

        assert spelling.meant("Bambu") == "Bamba"

    def test_words_of_drafts_are_not_offered(self):
        make_citation(make_claim(statement="Zerzura.", claimant=make_claimant(name="Zerzura league"), reference="ZZ-7"))

        assert spelling.meant("Zerzurra") is None
        assert spelling.meant("ZZ7") is None

    def test_only_so_many_words_are_kept(self, monkeypatch):
        monkeypatch.setattr(spelling, "MAX_WORDS_KNOWN", 1)
        make_published(statement="Kidal, Kidal, Kidal.")

        assert spelling.meant("colunm") is None
        assert spelling.meant("Kidual") == "Kidal"


def test_endings_are_the_most_frequent_words_that_begin_so():
    make_published(statement="Camp, camp, campaign.")

    assert spelling.endings("cam") == ["camp", "campaign"]
    assert spelling.endings("zz") == []
