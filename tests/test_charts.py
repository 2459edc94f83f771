from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts import LETTER, Figure, Happening, figure_chart, line_chart, ticks_up_to


def figure(bound="exact", words="17", **numbers):
    return Figure("CSP-PSD", "KO-018", words, bound, **numbers)


def only_mark(*figures, width=680, stacked=False):
    return figure_chart(figures, width, stacked=stacked).marks[0]


class TestTicks:
    @pytest.mark.parametrize(
        ("highest", "ticks"),
        [(0, [0, 1]), (1, [0, 1]), (8, [0, 2, 4, 6, 8]), (17, [0, 5, 10, 15, 20]), (97, [0, 20, 40, 60, 80, 100])],
    )
    def test_round_numbers_from_nought_reach_the_highest(self, highest, ticks):
        assert ticks_up_to(highest) == ticks

    @given(st.integers(min_value=0, max_value=2**63))
    def test_any_number_is_within_a_few_ticks(self, highest):
        ticks = ticks_up_to(highest)

        assert ticks[0] == 0
        assert ticks[-1] >= highest
        assert len(ticks) <= 6


class TestFigures:
    def test_a_number_is_a_point_in_proportion(self):
        chart = figure_chart([figure(best=10), figure(best=20)], 680, stacked=False)

        assert [mark.shape for mark in chart.marks] == ["exact", "exact"]
        assert [mark.x for mark in chart.marks] == [(chart.left + chart.right) / 2, chart.right]

    def test_nought_is_a_point_at_the_beginning_of_the_axis(self):
        chart = figure_chart([figure(best=0, words="0 killed"), figure(best=8)], 680, stacked=False)

        assert (chart.marks[0].shape, chart.marks[0].x) == ("exact", chart.left)

    def test_words_are_a_band_over_the_whole_axis(self):
        chart = figure_chart([figure("vague", "“heavy”"), figure(best=8)], 680, stacked=False)
        mark = chart.marks[0]

        assert (mark.shape, mark.x1, mark.x2) == ("vague", chart.left, chart.right)
        assert chart.plot == chart.right - chart.left

    def test_about_has_no_ends_of_its_own(self):
        mark = only_mark(figure("about", "about 10", best=10))

        assert (mark.shape, mark.x2 - mark.x, mark.x - mark.x1) == ("about", 30, 30)

    def test_low_best_and_high_are_a_line_and_a_point(self):
        chart = figure_chart([figure("range", "5 to 10", low=5, best=8, high=10)], 680, stacked=False)
        mark = chart.marks[0]

        assert mark.shape == "range"
        assert chart.left < mark.x1 < mark.x < mark.x2 == chart.right

    def test_two_ends_without_a_best_number_have_no_point(self):
        assert only_mark(figure("range", "3 to 5", low=3, high=5)).shape == "between"

    def test_at_least_is_open_to_the_right_and_at_most_to_the_left(self):
        chart = figure_chart(
            [figure("at_least", "at least 4", low=4), figure("at_most", "at most 4", high=4), figure(best=8)],
            680,
            stacked=False,
        )
        least, most, _exact = chart.marks

        assert (least.shape, least.x1, least.x2) == ("at_least", least.x, chart.right)
        assert (most.shape, most.x1, most.x2) == ("at_most", chart.left, most.x)

    @given(
        st.sampled_from(["exact", "about", "at_least", "at_most"]),
        st.integers(min_value=0, max_value=10**12),
        st.integers(min_value=0, max_value=10**12),
        st.sampled_from([(680, False), (340, True)]),
    )
    def test_words_stay_within_the_picture(self, bound, number, other, size):
        width, stacked = size
        mark = only_mark(
            figure(bound, f"{bound} {number:,}", best=number), figure(best=other), width=width, stacked=stacked
        )

        room = LETTER * len(mark.figure.words)
        begins = mark.text_x - room if mark.text_anchor == "end" else mark.text_x

        assert begins >= 0
        assert begins + room <= width

    def test_a_long_name_is_cut(self):
        mark = only_mark(Figure("Permanent Strategic Framework for Peace", "KO-1", "1", "exact", best=1))

        assert mark.who == "Permanent Strategic Frame…"

    def test_only_words_have_an_axis_too(self):
        chart = figure_chart([figure("vague", "“several”")], 340, stacked=True)

        assert [tick.label for tick in chart.ticks] == ["0", "1"]


class TestLine:
    def test_disputed_events_stand_above_the_line_and_others_below(self):
        chart = line_chart([Happening(1, date(2023, 10, 2), False), Happening(2, date(2023, 10, 6), True)], 640)

        below, above = chart.pins
        assert above.y < chart.axis < below.y

    def test_events_of_one_day_do_not_cover_each_other(self):
        chart = line_chart([Happening(number, date(2023, 10, 6), False) for number in (1, 2, 3)], 640)

        assert len({(pin.x, pin.y) for pin in chart.pins}) == 3

    def test_all_pins_are_within_the_picture(self):
        days = [date(2023, 10, 1), date(2023, 10, 2), date(2024, 1, 25)]
        chart = line_chart([Happening(n, day, n % 2 == 0) for n, day in enumerate(days, 1)], 340)

        assert all(11 <= pin.x <= 329 and 11 <= pin.y <= chart.height - 11 for pin in chart.pins)

    def test_months_begin_with_the_first_and_do_not_crowd(self):
        chart = line_chart([Happening(1, date(2012, 5, 17), False), Happening(2, date(2023, 10, 6), False)], 340)

        assert chart.months[0].label == "May 2012"
        assert len(chart.months) <= 4

    def test_one_event_is_a_line_too(self):
        assert len(line_chart([Happening(1, date(2023, 10, 6), False)], 640).pins) == 1
