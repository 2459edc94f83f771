import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.diff import Difference, pieces


class TestPieces:
    def test_words_that_stay_go_and_come(self):
        old = "The army gained ground towards Kidal on 6 October."
        new = "The army gained no ground on 6 October."

        assert pieces(old, new) == [
            ("same", "The army gained "),
            ("new", "no "),
            ("same", "ground"),
            ("gone", " towards Kidal"),
            ("same", " on 6 October."),
        ]

    @pytest.mark.parametrize(("old", "new"), [("Draft", "Published"), ("word " * 2000, "other " * 2000)])
    def test_what_is_short_or_very_long_stands_whole(self, old, new):
        assert pieces(old, new) == [("gone", old), ("new", new)]

    def test_what_stays_the_same_is_one_piece(self):
        assert pieces("The same.", "The same.") == [("same", "The same.")]

    def test_nothing_is_no_piece(self):
        assert pieces("", "") == []

    @given(st.text(max_size=200), st.text(max_size=200))
    def test_both_texts_can_be_read_from_them(self, old, new):
        found = pieces(old, new)

        assert "".join(text for kind, text in found if kind != "new") == old
        assert "".join(text for kind, text in found if kind != "gone") == new

    def test_a_labelled_difference_holds_its_pieces(self):
        assert Difference("Kind", "Figure", "Denial").pieces == pieces("Figure", "Denial")
