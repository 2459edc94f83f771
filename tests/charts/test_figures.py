from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts.figures import Figure, figure_chart, ticks_up_to


def figure(bound="exact", words="17", **numbers):
    return Figure("CSP-PSD", "KO-018", words, bound, **numbers)


def any_figure(bound, number, other, words):
    low, high = sorted((number, other))
    if bound == "vague":
        return figure(bound, f"“heavy”{words}")
    if bound == "range":
        return figure(bound, f"{low:,} to {high:,}{words}", low=low, high=high)
    return figure(bound, f"{bound} {number:,}{words}", best=number)


#: How wide a bold letter of the marks' words, and a digit of the ticks, really are at most, and how high a line is.
BOLD, DIGIT, HIGH = 9.7, 8.2, 12


def run(x, y, room, anchor):
    begins = {"start": x, "end": x - room, "mid": x - room / 2}[anchor]
    return begins, y - HIGH, begins + room, y + 3


def boxes_of(mark, chart):
    """Yield the left, top, right and bottom of a figure's name and words, and of its mark where words are beside it."""
    yield run(16 if chart.stacked else 0, mark.who_y, 9.2 * len(mark.who), "start")
    yield run(mark.words.x, mark.words.y, BOLD * len(mark.words.text), mark.words.anchor)
    if mark.shape != "vague":
        yield min(mark.x, mark.x1), mark.y - 8, max(mark.x, mark.x2), mark.y + 8


def tick_boxes(chart):
    return [run(tick.x, chart.label_y, DIGIT * len(tick.label), tick.anchor) for tick in chart.ticks if tick.label]


def within(box, chart):
    left, top, right, bottom = box
    return left >= -4 and top >= -2 and right <= chart.width + 1 and bottom <= chart.height


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


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

        assert (mark.shape, mark.signs) == ("range", {"interval", "dot"})
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

    def test_no_figure_is_a_name_without_a_mark(self):
        mark = only_mark(figure("", "no figure given"))

        assert (mark.shape, mark.signs, mark.words.text) == ("none", set(), "no figure given")

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["exact", "about", "at_least", "at_most", "range", "vague"]),
                st.integers(min_value=0, max_value=10**12),
                st.integers(min_value=0, max_value=10**12),
                st.sampled_from(
                    ["", " losses, not told apart", " of a kind that takes many words to tell apart from all"]
                ),
            ),
            min_size=1,
            max_size=60,
        ),
        st.sampled_from([(680, False), (620, False), (340, True)]),
    )
    def test_no_words_leave_the_picture_or_cover_others_or_a_mark(self, rows, size):
        width, stacked = size
        chart = figure_chart([any_figure(*row) for row in rows], width, stacked=stacked)

        boxes = [box for mark in chart.marks for box in boxes_of(mark, chart)] + tick_boxes(chart)
        assert [box for box in boxes if not within(box, chart)] == []
        assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []

    def test_sixty_figures_stand_each_in_a_row_of_its_own(self):
        chart = figure_chart([figure(best=number, words=f"{number}") for number in range(60)], 340, stacked=True)

        ys = [mark.y for mark in chart.marks]
        assert min(after - before for before, after in pairwise(ys)) == 62
        assert ys[-1] < chart.foot < chart.height

    def test_numbers_of_crowded_ticks_give_way_to_the_ends(self):
        chart = figure_chart([figure(best=8_000_000_000, words="8,000,000,000")], 340, stacked=True)

        assert [tick.label for tick in chart.ticks] == ["0", "", "", "", "8,000,000,000"]
        assert chart.ticks[-1].anchor == "end"

    def test_a_long_name_is_cut(self):
        mark = only_mark(Figure("Permanent Strategic Framework for Peace", "KO-1", "1", "exact", best=1))

        assert mark.who == "Permanent Strategic Frame…"

    def test_only_words_have_an_axis_too(self):
        chart = figure_chart([figure("vague", "“several”")], 340, stacked=True)

        assert [tick.label for tick in chart.ticks] == ["0", "1"]
