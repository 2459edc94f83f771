"""Dates, numbers and counts as readers of each language say them."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils.translation import override
from pytest_django.asserts import assertHTMLEqual

from claims.charts.map import Spot
from claims.dates import in_words
from claims.models import Quantity
from claims.templatetags.formatting import (
    NOUNS,
    counted,
    day,
    minute,
    number,
    or_undated,
    share,
    spots_in_words,
    time_element,
    words_beside,
)
from claims.text.formatting import in_digits

ROOT = Path(__file__).parent.parent.parent / "claims"
NOUN_USED = re.compile(r"""\|counted:(?:"([^"]+)"|'([^']+)')""")


class TestNumbers:
    def test_thousands_stand_apart_as_the_language_has_it(self):
        assert in_digits(1234567) == "1,234,567"
        with override("fr"):
            assert in_digits(1234567) == "1\u202f234\u202f567"

    def test_small_numbers_are_digits_alone(self):
        assert [in_digits(n) for n in (0, 7, 999)] == ["0", "7", "999"]

    def test_filter_writes_nothing_for_no_number(self):
        assert (number(None), number(0)) == ("", "0")


class TestShares:
    def test_a_number_stands_before_its_whole(self):
        assert share(3, 1200) == "3 of 1,200"
        with override("fr"):
            assert share(3, 12) == "3 sur 12"


class TestCounts:
    @pytest.mark.parametrize(
        ("count", "words"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1234, "1,234 claims")]
    )
    def test_a_count_is_said_with_its_noun(self, count, words):
        assert counted(count, "claim") == words

    def test_an_unknown_noun_is_an_error(self):
        with pytest.raises(KeyError):
            counted(2, "unheard-of thing")

    def test_every_noun_of_a_template_is_in_the_table(self):
        pages = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]

        used = {one or other for page in pages for one, other in NOUN_USED.findall(page)}

        assert used
        assert used <= set(NOUNS)


class TestWords:
    def test_words_stand_beside_a_number_and_never_twice(self):
        assert words_beside(Quantity(bound="about", best=10, verbatim="a dozen or so")) == "a dozen or so"
        assert words_beside(Quantity(bound="vague", verbatim="many")) == ""

    def test_places_too_near_each_other_are_said_one_by_one(self):
        spots = [Spot("kidal", "Kidal", 1.4, 18.4, 2, disputed=True), Spot("camp", "Camp", 1.4, 18.4, 1)]

        assert spots_in_words(spots) == "Kidal, 2 claims, disputed; Camp, 1 claim"


class TestDays:
    def test_a_moment_is_for_programs_too(self):
        moment = datetime(2023, 10, 6, 14, 5, 59, tzinfo=UTC)

        shown = time_element(moment, minute(moment))

        assertHTMLEqual(shown, '<time datetime="2023-10-06T14:05:59Z">6 October 2023, 14:05</time>')

    def test_what_bears_no_date_is_undated(self):
        assertHTMLEqual(or_undated("2023-10-06"), '<time datetime="2023-10-06">6 October 2023</time>')
        assert or_undated("") == "undated"

    def test_a_day_and_a_minute(self):
        moment = datetime(2023, 10, 6, 14, 5, tzinfo=UTC)

        assert (day(moment), minute(moment)) == ("6 October 2023", "6 October 2023, 14:05")

    def test_the_first_of_a_month_is_a_day_like_any_other_in_english(self):
        assert day(date(2023, 10, 1)) == "1 October 2023"

    def test_words_of_one_language_are_not_kept_for_another(self):
        english = in_words("2023-10-06")
        with override("fr"):
            french = in_words("2023-10-06")

        assert (english, french) == ("6 October 2023", "6 octobre 2023")
        assert in_words("2023-10-06") == english

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "date inconnue"),
            ("2023-10-01", "1er octobre 2023"),
            ("2023?-10-06", "6 octobre 2023, année déduite"),
            ("2023-10-06~", "vers le 6 octobre 2023"),
            ("2023-10~", "vers octobre 2023"),
            ("2023-10-11/2023-10-12", "du 11 au 12 octobre 2023"),
            ("2023-10-01/2023-10-12", "du 1er au 12 octobre 2023"),
            ("2023-09-30/2023-10-01", "du 30 septembre au 1er octobre 2023"),
            ("2023-10/2023-12", "octobre à décembre 2023"),
            ("2023-12-20/2024-02", "du 20 décembre 2023 à février 2024"),
            ("../2023-10-31", "au plus tard le 31 octobre 2023"),
            ("../2023-10", "au plus tard en octobre 2023"),
            ("2023-11-03/..", "à partir du 3 novembre 2023"),
            ("2023-11/..", "dès novembre 2023"),
        ],
    )
    def test_a_date_reads_in_french_as_a_person_would_say_it(self, text, words):
        with override("fr"):
            assert in_words(text) == words

    def test_a_time_of_day_is_said_as_each_language_has_it(self):
        with override("fr"):
            assert minute(datetime(2023, 10, 1, 9, 5, tzinfo=UTC)) == "1er octobre 2023 à 9\u00a0h\u00a005"
