import pytest

from claims import search
from claims.models import Claim
from tests.factories import make_citation, make_claim, make_claimant, make_published

pytestmark = pytest.mark.django_db

ODDITIES = [
    *("'", '"', "''", '""', '"""', "l'", "\\", "%", "_", "*", "convoy*", "(", ")))", "-", "…", "🙂", "🙂 convoy"),
    *("NEAR(a b)", "a AND OR NOT b", "!convoy", "convoy & | !", "a:b", "statement:x", "'; drop table claims_claim; --"),
    *("\u202e", "الجيش", "\ufffd", "\x00", "a\x00b", "x" * 5000, "a " * 2500, "a-" * 2500, '"a ' * 200),
]


def found(text):
    ids = search.find(Claim.objects.published(), text).ids
    return set(Claim.objects.filter(pk__in=ids).values_list("reference", flat=True))


class TestFold:
    def test_accents_capitals_and_marks_are_left_out(self):
        assert search.fold("L’Armée a quitté, dit-il,  GAO\x00!") == "l armee a quitte dit il gao"

    def test_what_has_no_word_folds_to_nothing(self):
        assert search.fold("«…» 🙂 _-_ '\"") == ""


class TestFind:
    def test_accents_do_not_matter_on_either_side(self):
        make_published(reference="S-001", statement="The communiqué was read in Ménaka.")

        assert found("COMMUNIQUE menaka") == found("communiqué Ménaka") == {"S-001"}

    def test_french_words_find_the_original_text(self):
        make_published(reference="S-002", statement="It fell back.", original_text="L’armée s’est retirée d’Aguelhok.")

        assert found("l'armée retirée") == {"S-002"}

    def test_names_of_the_claimant_find_its_claims(self):
        make_published(reference="S-003", claimant=make_claimant(name="Cadre stratégique", aliases="CSP-PSD"))

        assert found("csp-psd") == found("cadre strategique") == {"S-003"}

    def test_claims_with_every_word_leave_out_those_with_some(self):
        make_published(reference="S-004", statement="A convoy left Gao.")
        make_published(reference="S-005", statement="A convoy left Tessalit.")

        assert found("convoy Gao") == {"S-004"}

    def test_without_a_claim_that_has_every_word_some_words_will_do(self):
        make_published(reference="S-006", statement="A convoy left Gao.")

        result = search.find(Claim.objects.published(), "convoy Timbuktu")

        assert (len(result.ids), result.every_word) == (1, False)

    def test_a_phrase_is_looked_for_as_one(self):
        make_published(reference="S-007", statement="Heavy losses were counted.")
        make_published(reference="S-008", statement="Losses were not heavy.")

        assert found('"heavy losses"') == {"S-007"}

    @pytest.mark.parametrize("text", ["ko-012", "KO-012", " Ko-012 "])
    def test_a_reference_finds_that_claim_alone(self, text):
        make_published(reference="KO-012", statement="The army moved.")
        make_published(reference="KO-013", statement="KO-012 is wrong.")

        assert found(text) == {"KO-012"}

    def test_hyphens_and_times_match_as_they_are_written(self):
        make_published(reference="S-009", statement="An Il-76 landed at 06:30 and killed/injured 1,200.")

        assert found("il-76") == found("06:30") == found("injured 1,200") == {"S-009"}

    def test_at_most_the_newest_thousand_count(self, monkeypatch):
        monkeypatch.setattr(search, "MOST", 2)
        for number in range(3):
            make_published(reference=f"N-{number}", statement="Convoy.")

        assert found("convoy") == {"N-1", "N-2"}

    def test_drafts_are_not_found(self):
        draft = make_claim(reference="D-001", statement="A secret convoy.")
        make_citation(draft)

        assert found("secret") == found("D-001") == set()

    @pytest.mark.parametrize("text", ODDITIES)
    def test_whatever_is_typed_is_no_error(self, text):
        make_published(statement="A convoy left.")

        assert isinstance(found(text), set)
