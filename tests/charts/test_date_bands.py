from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts.date_bands import Dated, Ends, band, compact, ends_of
from claims.charts.window import Window
from claims.dates import bounds

OCTOBER = Window(date(2023, 10, 1), date(2023, 10, 31))
FORMS = ["{0}", "{0}/{1}", "../{0}", "{0}/..", "{0}~", "{2}", "{2}?", "{3}", "{0}/{2}~"]


def dated(text, count=1, disputed=0, only=""):
    return Dated(text, *bounds(text), count, disputed, only)


@st.composite
def dates(draw):
    day = date(2023, 9, 1) + timedelta(days=draw(st.integers(0, 120)))
    later = day + timedelta(days=draw(st.integers(31, 90)))
    text = draw(st.sampled_from(FORMS)).format(day, later, f"{later:%Y-%m}", f"{day:%Y}")
    count = draw(st.integers(1, 100_000))
    return dated(text, count, draw(st.integers(0, count)))


class TestEnds:
    @pytest.mark.parametrize(
        ("text", "ends"),
        [
            ("2023-10-06", ("sharp", "sharp")),
            ("2023?-10-06", ("soft", "soft")),
            ("2023-10", ("soft", "soft")),
            ("2023-10-06/2023-10~", ("sharp", "soft")),
            ("../2023-10-31", ("open", "sharp")),
            ("2023-11/..", ("soft", "open")),
        ],
    )
    def test_how_sure_a_date_is_at_either_end(self, text, ends):
        assert ends_of(text) == Ends(*ends)


class TestHeads:
    def test_disputed_claims_stand_above_the_line_and_others_below(self):
        chart = band([dated("2023-10-06", 5, disputed=2)], OCTOBER, 1080)

        found = [(head.count, head.disputed, head.y < chart.axis) for head in chart.heads]
        assert found == [(3, False, False), (2, True, True)]

    def test_days_are_gathered_where_there_is_no_room_for_each(self):
        days = [dated(f"2023-10-{day:02}") for day in range(1, 32)]

        wide, narrow = band(days, OCTOBER, 1200), band(days, OCTOBER, 340)

        assert [head.count for head in wide.heads] == [1] * 31
        assert (narrow.every, [head.count for head in narrow.heads]) == (7, [7, 7, 7, 7, 3])
        assert (narrow.heads[-1].first, narrow.heads[-1].last) == (date(2023, 10, 29), date(2023, 10, 31))

    def test_a_mark_is_soft_where_every_day_in_it_is_doubtful(self):
        soft, mixed = "2023?-10-06", "2023-10-20"

        chart = band([dated(soft), dated(mixed), dated("2023-10-20~")], OCTOBER, 1200)

        assert [head.soft for head in chart.heads] == [True, False]

    def test_a_single_claim_is_named(self):
        chart = band([dated("2023-10-06", only="KO-012"), dated("2023-10-20", 2, only="KO-001")], OCTOBER, 1200)

        assert [head.only for head in chart.heads] == ["KO-012", ""]

    def test_what_is_out_of_view_is_left_out(self):
        assert band([dated("2023-09-30"), dated("2023-11-01"), dated("2012")], OCTOBER, 640).heads == []


class TestBars:
    def bar(self, text, **kwargs):
        return band([dated(text, **kwargs)], OCTOBER, 1080).bars[0]

    def test_a_range_has_two_sharp_ends(self):
        bar = self.bar("2023-10-11/2023-10-14")

        assert (bar.ends, bar.vague, bar.from_x, bar.to_x) == (("sharp", "sharp"), False, bar.x1, bar.x2)

    def test_a_doubtful_end_is_soft(self):
        bar = self.bar("2023-10-05/2023-10-14~")

        assert bar.from_x == bar.x1
        assert bar.to_x < bar.x2
        assert bar.pieces == [("tail", bar.x1, bar.to_x), ("tail soft", bar.to_x, bar.x2)]
        assert (bar.caps, bar.arrows) == ([bar.x1], [])

    def test_a_month_is_sure_nowhere(self):
        bar = self.bar("2023-10")

        assert bar.vague
        assert bar.pieces == [("tail soft", bar.x1, bar.x2)]

    def test_a_date_without_an_end_has_an_arrow_and_no_more_length_than_that_needs(self):
        by, since = self.bar("../2023-10-20"), self.bar("2023-10-20/..")

        assert (by.ends, since.ends) == (("open", "sharp"), ("sharp", "open"))
        assert ([by.caps, since.caps], [len(by.arrows), len(since.arrows)]) == ([[by.x2], [since.x1]], [1, 1])
        assert by.x2 - by.x1 == pytest.approx(60, abs=0.2)
        assert since.x2 - since.x1 == pytest.approx(60, abs=0.2)

    def test_an_end_out_of_view_is_cut(self):
        assert self.bar("2023-09-20/2023-10-14").ends == ("cut", "sharp")

    def test_what_has_no_room_is_counted(self):
        many = [dated(f"2023-09-{day:02}/2023-11-{day:02}", day) for day in range(1, 31)]

        chart = band(many, OCTOBER, 340)

        assert [bar.count for bar in chart.bars] == [30, 29, 28, 27, 26]
        assert chart.unseen == sum(range(1, 26))

    @given(st.lists(dates(), max_size=60), st.sampled_from([340, 640, 1080]))
    def test_nothing_overlaps_or_leaves_the_picture(self, given_dates, width):
        chart = band(given_dates, OCTOBER, width)

        for one, other in combinations(chart.bars, 2):
            reach = one.text_x + 8 * len(one.digits), other.text_x + 8 * len(other.digits)
            assert one.y != other.y or reach[0] <= other.x1 or reach[1] <= one.x1
        for one, other in combinations(chart.heads, 2):
            assert one.disputed != other.disputed or abs(one.x - other.x) >= 8 * 4
        assert all(16 <= head.text_y <= chart.foot for head in chart.heads)
        assert all(0 <= bar.x1 < bar.x2 and bar.text_x + 8 * len(bar.digits) <= width + 8 for bar in chart.bars)
        assert all(head.text_y < bar.y - 8 for head in chart.heads for bar in chart.bars)

    @given(st.lists(dates(), max_size=60), st.sampled_from([340, 640, 1080]))
    def test_every_claim_in_view_is_drawn_or_counted(self, given_dates, width):
        chart = band(given_dates, OCTOBER, width)

        drawn = sum(mark.count for mark in [*chart.heads, *chart.bars])
        in_view = [each for each in given_dates if OCTOBER.overlaps(each.earliest, each.latest)]
        assert drawn + chart.unseen == sum(each.count for each in in_view)


@pytest.mark.parametrize(
    ("number", "written"), [(7, "7"), (9999, "9999"), (10_000, "10k"), (123_456, "123k"), (2_500_000, "2M")]
)
def test_numbers_have_at_most_four_characters(number, written):
    assert compact(number) == written
