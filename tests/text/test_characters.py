import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.characters import direction, line_break, too_long_a_word, unclosed_direction, unstorable


class TestUnstorable:
    @pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\x85", "\ud800", "\ufffe", "\U0010ffff"])
    def test_it_is_named(self, char):
        assert unstorable(f"a{char}b") == char

    @pytest.mark.parametrize("text", ["", "a\tb\r\nc", "Kidal, été", "جيش", "\U0001f600", "\ufffd"])
    def test_what_can_be_kept_is_none(self, text):
        assert unstorable(text) is None

    @given(st.text(st.characters(codec=None)))
    def test_what_passes_is_xml_and_json(self, text):
        if not unstorable(text):
            element = ElementTree.Element("a")
            element.text = text
            ElementTree.fromstring(ElementTree.tostring(element))  # noqa: S314 (our own)
            json.dumps(text, ensure_ascii=False).encode()


class TestDirection:
    @pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    def test_each_is_found(self, char):
        assert direction(f"a{char}b") == char

    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("plain", None),
            ("\u200fجيش", None),
            ("a \u202bb\u202c c", None),
            ("a \u2067b \u202ec\u202c\u2069 d", None),
            ("a \u202eb", "\u202e"),
            ("a \u202eb\nc\u202c", "\u202e"),
            ("a\u2069", "\u2069"),
            ("\u2067a\u202c", "\u202c"),
        ],
    )
    def test_one_that_is_not_closed_on_its_line_is_named(self, text, left):
        assert unclosed_direction(text) == left


def test_a_tab_and_any_line_end_break_a_line():
    assert [line_break(f"a{char}") for char in "\t\n\r\u2028\u2029 "] == [*"\t\n\r\u2028\u2029", None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a" * 200, False),
        ("a" * 201, True),
        ("ab " * 500, False),
        ("\u2167" * 60, True),
        ("https://" + "a/" * 300, False),
    ],
)
def test_a_word_is_too_long_where_the_index_would_get_more_than_200_letters(text, found):
    assert too_long_a_word(text) is found
