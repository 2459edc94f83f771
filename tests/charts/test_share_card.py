from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from claims.charts.share_card import (
    BOLD,
    EDGE,
    HEIGHT,
    INNER,
    PLAIN,
    SIZES,
    WIDTH,
    Card,
    fitted,
    font,
    picture,
    shortened,
    wrapped,
)

PAPER = (253, 252, 249)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=300)


def drawn(card):
    return Image.open(BytesIO(picture(card))).convert("RGB")


class TestPicture:
    @settings(max_examples=15)
    @given(texts, st.lists(st.tuples(texts, texts), max_size=9), texts)
    def test_nothing_reaches_the_margins(self, question, positions, counts):
        image = drawn(Card(question, positions, counts, "and others"))

        assert image.size == (WIDTH, HEIGHT)
        for left, right in ((0, EDGE - 12), (WIDTH - EDGE + 12, WIDTH)):
            margin = image.crop((left, 15, right, HEIGHT))
            assert ImageChops.difference(margin, Image.new("RGB", margin.size, PAPER)).getbbox() is None

    def test_is_the_same_for_the_same_question(self):
        card = Card("How many?", [("Ten.", "Army (party)")], "1 claim")

        assert picture(card) == picture(card)
        assert picture(card) != picture(Card("How many?", [("Nine.", "Army (party)")], "1 claim"))

    def test_positions_that_do_not_fit_are_said_to_be_there(self):
        few = [(f"Answer {number}", "Army") for number in range(6)]

        assert drawn(Card("Q?", few, "c", "others")) == drawn(Card("Q?", few, "c", ""))
        assert drawn(Card("Q?", [*few, ("Seventh", "")], "c", "others")) != drawn(
            Card("Q?", [*few, ("Seventh", "")], "c")
        )


class TestFitting:
    def test_a_short_question_is_large_and_a_long_one_smaller(self):
        sizes = [fitted("word " * count)[0] for count in (4, 20, 28)]

        assert sizes == sorted(sizes, reverse=True)
        assert sizes[0] == SIZES[0][0]

    def test_one_that_is_too_long_is_cut(self):
        size, lines = fitted("word " * 300)

        assert (size, len(lines)) == SIZES[-1]
        assert lines[-1].endswith("…")

    @given(texts, st.integers(min_value=60, max_value=INNER))
    def test_no_line_is_wider_than_its_room(self, text, width):
        assert [line for line in wrapped(text, font(PLAIN, 24), width) if font(PLAIN, 24).getlength(line) > width] == []
        assert font(BOLD, 28).getlength(shortened(text, font(BOLD, 28), width)) <= width


@pytest.mark.parametrize("name", [PLAIN, BOLD])
@pytest.mark.parametrize("letter", "éèêëàâçùûüôîïœŒÉÀÇ«»’“”–…عربيⵜⴰжΩ")
def test_letters_of_the_region_are_in_the_fonts(name, letter):
    missing = bytes(font(name, 40).getmask("\uffff"))

    assert bytes(font(name, 40).getmask(letter)) != missing
