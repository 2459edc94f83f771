from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from claims.dates import ANY_DAY, EDTFFormField, bounds, in_words
from claims.models import Event

NO_DATES = ["6 October", "unknown", "2023-13", "2023-02-30", "20231006", "0000", "{2023}", "2023-10-06\x00"]
NO_DATES += ["..", "../..", "2023-10-06/", "/2023", "a/b/c"]
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

    def test_an_interval_that_ends_before_it_begins_is_refused(self):
        with pytest.raises(ValidationError, match="ends before it begins"):
            bounds("2023-10-20/2023-10-10")

    @given(st.dates(), st.dates(), MARKS)
    def test_bounds_of_an_interval_are_its_ends(self, first, last, mark):
        first, last = sorted([first, last])
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


class TestInWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "date unknown"),
            ("2023-10-06", "6 October 2023"),
            ("2023?-10-06", "6 October 2023, year inferred"),
            ("2023-10-06?", "6 October 2023, uncertain"),
            ("2023?", "2023, uncertain"),
            ("2023-10~", "about October 2023"),
            ("2023-10%", "about October 2023, uncertain"),
            ("2023-10", "October 2023"),
            ("2023-10-11/2023-10-12", "11 to 12 October 2023"),
            ("2023-09-30/2023-10-02", "30 September to 2 October 2023"),
            ("2023-12-31/2024-01-01", "31 December 2023 to 1 January 2024"),
            ("2023-10/2023-12", "October to December 2023"),
            ("2023-10/2023-12-20", "October 2023 to 20 December 2023"),
            ("2023?-12-21/2023?-12-22", "21 to 22 December 2023, year inferred"),
            ("../2023?-10-31", "by 31 October 2023, year inferred"),
            ("2023-11-03/..", "from 3 November 2023"),
            ("2023-10-06/2023-10-06", "6 October 2023"),
        ],
    )
    def test_reads_as_a_person_would_say_it(self, text, words):
        assert in_words(text) == words


class TestField:
    def test_a_bad_date_is_a_form_error(self):
        with pytest.raises(ValidationError, match="Write it like"):
            EDTFFormField().clean("sixth of October")

    @pytest.mark.django_db
    def test_saving_keeps_the_bounds_beside_the_date(self):
        event = Event.objects.create(title="Fighting", slug="fighting", date="2023-10")

        event.refresh_from_db()
        assert (event.earliest, event.latest) == (date(2023, 10, 1), date(2023, 10, 31))

    @pytest.mark.django_db
    def test_clearing_the_date_clears_the_bounds(self):
        event = Event.objects.create(title="Fighting", slug="fighting", date="2023-10")
        event.date = ""

        event.save()

        event.refresh_from_db()
        assert (event.earliest, event.latest) == ANY_DAY
