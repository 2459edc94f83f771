import pytest
from django.utils.translation import override
from hypothesis import given

from claims.dates import in_words
from tests.dates.grammar import FORMS, TEXTS

FRENCH = {
    "2023-10-XX": "un jour en octobre 2023",
    "../2023-10-XX": "un jour en octobre 2023 ou plus tôt",
    "2023-XX": "un mois en 2023",
    "202X": "années 2020",
    "20XX~": "une année de 2000 à 2099 environ",
    "2023-21?": "printemps 2023, date incertaine",
    "2023-21/2023-23": "printemps 2023 – automne 2023",
    "2023-22/..": "été 2023 ou plus tard",
    "2023-36": "quatrième trimestre 2023",
    "2023-?10-06": "6 octobre 2023, mois incertain",
    "2023-10~/..": "dès octobre 2023, date approximative",
    "2023-10/": "dès octobre 2023, fin inconnue",
}


class TestInWords:
    @pytest.mark.parametrize(("text", "words"), [("", "date unknown"), *FORMS.items()])
    def test_reads_as_a_person_would_say_it(self, text, words):
        assert in_words(text) == words

    @pytest.mark.parametrize(("text", "words"), FRENCH.items())
    def test_reads_as_a_person_would_say_it_in_french(self, text, words):
        with override("fr"):
            assert in_words(text) == words

    @given(TEXTS)
    def test_every_form_has_words_in_each_language(self, text):
        for language in ("en", "fr"):
            with override(language):
                words = in_words(text)
            assert words
            assert not set(words) & set("?%~X/")

    def test_what_is_no_date_is_said_as_it_is_written(self):
        assert in_words("last autumn") == "last autumn"
