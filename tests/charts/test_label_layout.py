import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts.label_layout import Box, shortened, text_width, wrapped


class TestWidths:
    def test_wide_letters_take_more_room_than_narrow_ones(self):
        assert text_width("iii") < text_width("aaa") < text_width("mmm")
        assert text_width("aaa") < text_width("aaa", bold=True)
        assert text_width("漢字") > text_width("ab")
        assert text_width("e\u0301") == text_width("e")

    @pytest.mark.parametrize("name", ["DejaVuSans", "DejaVuSans-Bold"])
    def test_words_are_never_wider_than_said(self, name):
        from pathlib import Path

        from PIL import ImageFont

        import claims

        path = Path(claims.__file__).parent / "charts" / "fonts" / f"{name}.ttf"
        font = ImageFont.truetype(str(path), 140)
        for words in ("Malian army", "CSP-PSD", "Ouagadougou", "KO-012", "Haut Conseil pour l’unité", "C-7K3Q9F", "23"):
            assert font.getlength(words) / 10 <= text_width(words, bold="Bold" in name), words


class TestCutting:
    def test_what_fits_stays_whole(self):
        assert shortened("Kidal", 100) == "Kidal"
        assert wrapped("Malian army", 200) == ("Malian army",)

    def test_what_does_not_fit_ends_in_an_ellipsis(self):
        assert shortened("Ouagadougou", 60).endswith("…")
        assert wrapped("Ministry of Defence of the Republic of the Valley", 120)[-1].endswith("…")

    @given(st.text(st.characters(exclude_categories=["C"])), st.integers(20, 300))
    def test_whatever_is_cut_fits(self, text, room):
        assert text_width(shortened(text, room)) <= room
        lines = wrapped(text, room)
        assert len(lines) <= 2
        assert all(text_width(line) <= room for line in lines)


class TestBoxes:
    def test_boxes_touch_where_they_share_room(self):
        box = Box(0, 0, 10, 10)

        assert box.touches(Box(9, 9, 5, 5))
        assert not box.touches(Box(10, 0, 5, 5))

    def test_a_box_is_within_a_picture_or_not(self):
        assert Box(0, 0, 10, 10).within(10, 10)
        assert not Box(1, 0, 10, 10).within(10, 10)
