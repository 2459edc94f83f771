from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.dates import ANY_DAY, bounds, ends, in_words, plain_day
from claims.dates.reading import PERIODS
from tests.dates.grammar import FORMS, TEXTS

NO_DATES = ["6 October", "unknown", "2023-13", "2023-02-30", "20231006", "0000", "{2023}", "2023-10-06\x00"]
NO_DATES += ["..", "../..", "/", "/..", "../", "a/b/c", "2023/2024/2025", "2023-10-06/x", " 2023", "2023\n"]
NO_DATES += [
    "2023-00",
    "2023-19",
    "2023-20",
    "2023-42",
    "2023-99",
    "2023-21-05",
    "2023-XX-05",
    "202X-10",
    "2XXX",
    "XXXX",
]
NO_DATES += ["0000-21", "00XX", "2023-1X", "2023-10-1X", "2023-10-xx", "202x", "-2023", "Y20230", "2023-10-06T12:00"]
NO_DATES += ["٢٠٢٣", "２０２３", "2023-10-٠٦", "2023-10-0\ud800", "2023??", "0001-01-01/9999-12-31", "9" * 100_000]
MARKS = st.sampled_from(["", "?", "~", "%"])


class TestBounds:
    @pytest.mark.parametrize(
        ("text", "earliest", "latest"),
        [
            ("2023-10-06", date(2023, 10, 6), date(2023, 10, 6)),
            ("2023-10", date(2023, 10, 1), date(2023, 10, 31)),
            ("2023", date(2023, 1, 1), date(2023, 12, 31)),
            ("2023?-10-06", date(2023, 10, 6), date(2023, 10, 6)),
            ("2023-10-11/2023-10-12", date(2023, 10, 11), date(2023, 10, 12)),
            ("2023?-10-11/2023?-10-12", date(2023, 10, 11), date(2023, 10, 12)),
            ("../2023-10-31", date.min, date(2023, 10, 31)),
            ("2023?-11-03/..", date(2023, 11, 3), date.max),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2024-02-XX", date(2024, 2, 1), date(2024, 2, 29)),
            ("2023-10~", date(2023, 10, 1), date(2023, 10, 31)),
            ("2023-XX", date(2023, 1, 1), date(2023, 12, 31)),
            ("202X?", date(2020, 1, 1), date(2029, 12, 31)),
            ("20XX", date(2000, 1, 1), date(2099, 12, 31)),
            ("2023-21", date(2023, 3, 1), date(2023, 5, 31)),
            ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
            ("9999-24", date(9999, 12, 1), date.max),
            ("2023-36", date(2023, 10, 1), date(2023, 12, 31)),
            ("2023-38", date(2023, 5, 1), date(2023, 8, 31)),
            ("2023-41", date(2023, 7, 1), date(2023, 12, 31)),
            ("2023-21/2023-23", date(2023, 3, 1), date(2023, 11, 30)),
            ("2023-10/", date(2023, 10, 1), date.max),
            ("/2023-10-06?", date.min, date(2023, 10, 6)),
        ],
    )
    def test_first_and_last_possible_day(self, text, earliest, latest):
        assert bounds(text) == (earliest, latest)

    def test_an_unknown_date_may_be_any_day(self):
        assert bounds("") == ANY_DAY

    @pytest.mark.parametrize("text", NO_DATES)
    def test_what_is_no_date_is_refused_with_examples(self, text):
        with pytest.raises(ValidationError) as refusal:
            bounds(text)

        assert "2023-10-11/2023-10-12" in refusal.value.messages[0]
        assert len(refusal.value.messages[0].encode()) < 300

    def test_an_interval_that_ends_before_it_begins_is_refused(self):
        with pytest.raises(ValidationError, match="ends before it begins"):
            bounds("2023-10-20/2023-10-10")

    @given(st.dates(), st.dates(), MARKS)
    def test_bounds_of_an_interval_are_its_ends(self, first, last, mark):
        first, last = sorted([first, last])
        assume((first, last) != ANY_DAY)
        texts = [f"{day.year:04}{mark}-{day.month:02}-{day.day:02}" for day in (first, last)]

        assert bounds("/".join(texts)) == (first, last)

    @given(st.text(max_size=30))
    def test_any_text_is_either_read_or_refused(self, text):
        try:
            earliest, latest = bounds(text)
        except ValidationError:
            return
        assert earliest <= latest
        assert in_words(text)

    @given(TEXTS)
    def test_every_form_has_its_bounds_in_order(self, text):
        earliest, latest = bounds(text)

        assert earliest <= latest
        assert (earliest, latest) == bounds("".join(char for char in text if char not in "?~%"))

    @given(st.text("0123456789-/?~%X.", max_size=14))
    def test_what_looks_like_a_date_is_either_read_or_refused(self, text):
        try:
            earliest, latest = bounds(text)
        except ValidationError:
            return
        assert earliest <= latest
        assert in_words(text)

    @given(TEXTS)
    def test_every_form_fits_the_column(self, text):
        assert len(text) <= 40

    @pytest.mark.parametrize("period", PERIODS)
    def test_every_part_of_a_year_begins_in_it(self, period):
        assert bounds(f"2023-{period}").earliest.year == 2023


class TestEnds:
    def test_a_mark_after_a_part_bears_on_those_before_it_and_one_before_it_on_it_alone(self):
        marks = [ends(text)[0].marks for text in ("2023?-10-06", "2023-10?-06", "2023-?10-06", "2023-10-06~")]

        assert marks == [("?", "", ""), ("?", "?", ""), ("", "?", ""), ("~", "~", "~")]

    def test_only_a_day_without_a_doubt_is_sure(self):
        assert [text for text in FORMS if "/" not in text and ends(text)[0].is_sure] == ["2023-10-06"]


class TestPlainDay:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [("2023?-10-06", "2023-10-06"), ("2023-10~", "2023-10"), ("2023", "2023"), ("", "")]
        + [(text, "") for text in ("2023-10-XX", "2023-21", "202X", "2023-10/2023-11", "../2023")],
    )
    def test_is_a_year_a_month_or_a_day_as_iso_8601_has_it(self, text, plain):
        assert plain_day(text) == plain
