import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.formulas import escape, unescape

LEADING = st.text(alphabet="=+-@\t\r'\n a", max_size=6)


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(lead):
    assert escape(f"{lead}SUM(1)") == f"'{lead}SUM(1)"


@pytest.mark.parametrize("text", ["", "'", "'quoted' words", "heavy = many", "’tis", "\n=1"])
def test_other_texts_stay_as_they_are(text):
    assert escape(text) == text
    assert unescape(text) == text


@given(LEADING | st.text())
def test_reading_undoes_writing(text):
    assert unescape(escape(text)) == text


@given(LEADING, LEADING)
def test_different_texts_are_written_differently(one, other):
    assert (escape(one) == escape(other)) == (one == other)
