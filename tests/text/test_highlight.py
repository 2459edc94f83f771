from hypothesis import given
from hypothesis import strategies as st

from claims.search.query import read
from claims.text.highlight import pieces


def hits(text, typed):
    return [piece for piece, hit in pieces(text, read(typed)) if hit]


class TestPieces:
    def test_forms_and_accents_are_hit_alike(self):
        text = "Deux soldats ATTAQUÉS à Ménaka; l’attaque d’Aguelhok"

        assert hits(text, "attaquer menaka soldat") == ["soldats", "ATTAQUÉS", "Ménaka", "attaque"]

    def test_an_accent_apart_from_its_letter_belongs_to_the_word(self):
        assert hits("Vers Me\u0301naka.", "menaka") == ["Me\u0301naka"]

    def test_words_of_a_phrase_are_hit_only_where_it_stands(self):
        assert hits("Heavy losses, then losses. The heavy loss.", '"heavy losses"') == ["Heavy", "losses"]

    def test_without_what_was_asked_nothing_is_hit(self):
        assert list(pieces("A convoy left.", read("Gao"))) == [("A convoy left.", False)]

    @given(st.text(max_size=60), st.text(max_size=20))
    def test_pieces_make_up_the_text(self, text, typed):
        assert "".join(piece for piece, _hit in pieces(text, read(typed))) == text
