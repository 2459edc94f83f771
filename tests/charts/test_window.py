from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts.window import LETTER, Scale, Window

OCTOBER = Window(date(2023, 10, 1), date(2023, 10, 31))
windows = st.builds(lambda first, days: Window(first, first).grown(0, days), st.dates(), st.integers(0, 800_000))


class TestWindow:
    def test_it_counts_both_its_ends(self):
        assert OCTOBER.days == 31

    def test_it_moves_as_a_whole(self):
        assert OCTOBER.moved(31) == Window(date(2023, 11, 1), date(2023, 12, 1))

    def test_it_grows_and_shrinks_at_both_ends(self):
        assert OCTOBER.grown(1, 2) == Window(date(2023, 9, 30), date(2023, 11, 2))
        assert OCTOBER.grown(-10, -10) == Window(date(2023, 10, 11), date(2023, 10, 21))

    @given(windows, st.integers(-4_000_000, 4_000_000))
    def test_it_stops_where_days_end(self, window, days):
        assert window.moved(days).days == window.days
        assert window.grown(abs(days), abs(days)).days >= window.days

    @pytest.mark.parametrize(
        ("earliest", "latest", "seen"),
        [((9, 1), (9, 30), False), ((9, 1), (10, 1), True), ((10, 31), (12, 1), True), ((11, 1), (12, 1), False)],
    )
    def test_it_tells_what_reaches_into_it(self, earliest, latest, seen):
        assert OCTOBER.overlaps(date(2023, *earliest), date(2023, *latest)) == seen


class TestScale:
    def test_a_day_begins_where_the_one_before_it_ends(self):
        scale = Scale(OCTOBER, 640)

        assert scale.at(date(2023, 10, 1)) == scale.left
        assert scale.at(date(2023, 10, 6)) == scale.at(date(2023, 10, 5), end=True)
        assert scale.at(date(2023, 10, 31), end=True) == scale.right

    def test_what_is_out_of_view_lies_at_the_edge(self):
        scale = Scale(OCTOBER, 640)

        assert (scale.at(date.min), scale.at(date.max, end=True)) == (scale.left, scale.right)

    @given(windows, st.sampled_from([340, 640, 1080]))
    def test_names_do_not_touch_and_stay_within_the_picture(self, window, width):
        ticks = Scale(window, width).ticks()

        named = [tick for tick in ticks if tick.label]
        ends = [tick.text_x + LETTER * len(tick.label) for tick in named]
        assert all(end <= tick.text_x for end, tick in zip(ends, named[1:], strict=False))
        assert all(end <= width for end in ends)

    @pytest.mark.parametrize(
        ("window", "labels"),
        [
            (Window(date(2023, 10, 4), date(2023, 10, 7)), ["4 Oct", "5 Oct", "6 Oct", "7 Oct"]),
            (OCTOBER, ["1 Oct", "6 Oct", "11 Oct", "16 Oct", "21 Oct", "26 Oct"]),
            (Window(date(2001, 1, 25), date(2001, 3, 2)), ["1 Feb", "11 Feb", "21 Feb", "1 Mar"]),
            (Window(date(2023, 9, 15), date(2023, 12, 20)), ["Oct 2023", "Nov 2023", "Dec 2023"]),
            (Window(date(2012, 1, 1), date(2023, 12, 31)), ["2012", "2014", "2016", "2018", "2020", "2022"]),
        ],
    )
    def test_names_are_as_fine_as_there_is_room(self, window, labels):
        assert [tick.label for tick in Scale(window, 460).ticks()] == labels

    @given(windows, st.sampled_from([340, 640, 1080]))
    def test_marks_that_gather_days_have_the_room_they_need(self, window, width):
        scale = Scale(window, width)

        marks = -(-window.days // scale.gathered(34))
        assert marks * 34 <= scale.right - scale.left
