import pytest

from claims.text.stemming import Word, fold, searchable, stems, words


def alike(one, other):
    """Tell whether two words share a stem."""
    (first,), (second,) = words(one), words(other)
    return not stems(first).isdisjoint(stems(second))


class TestFold:
    def test_accents_capitals_and_marks_are_left_out(self):
        assert fold("L’Armée a quitté, dit-il,  GAO\x00!") == "l armee a quitte dit il gao"

    def test_accents_that_stand_apart_from_their_letter_do_not_split_a_word(self):
        assert fold("Me\u0301naka") == fold("Ménaka") == "menaka"

    def test_what_has_no_word_folds_to_nothing(self):
        assert fold("«…» 🙂 _-_ '\" \u0301") == ""


class TestStems:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("attaque", "attaques"), ("attaque", "attaqué"), ("attaques", "ATTAQUÉE"), ("attaquée", "attaquee"),
            ("soldier", "soldiers"), ("civil", "civils"), ("killed", "killing"), ("army", "armies"),
            ("Ménaka", "menaka"), ("hélicoptère", "helicopteres"), ("armée", "ARMÉES"),
        ],
    )  # fmt: skip
    def test_forms_of_a_word_are_alike(self, one, other):
        assert alike(one, other)

    @pytest.mark.parametrize(
        ("one", "other"), [("Kidal", "Gao"), ("soldier", "civilian"), ("12", "120"), ("army", "arm")]
    )
    def test_different_words_are_not(self, one, other):
        assert not alike(one, other)

    def test_no_stem_passes_for_a_word(self):
        assert not stems(Word("core", "core")) & {"core", "encore", "frcore"}


def test_what_is_indexed_holds_the_words_in_order_and_then_each_stem_once():
    assert searchable("Le convoi, les convois") == "le convoi les convois ǀconvoi ǀle ǀles ǃconvoi ǃconvois ǃle"
