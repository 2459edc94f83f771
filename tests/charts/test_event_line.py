from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts.event_line import Happening, line_chart
from claims.charts.window import Window
from claims.dates import bounds

DATES = ["2023-10-06", "2023?-10-06", "2023-10", "2023-10-11/2023-11-02", "../2023-10-06", "2023-11-03/..", "2023~"]
AUTUMN = Window(date(2023, 9, 1), date(2023, 12, 31))


def happening(number, text, disputed=False):
    return Happening(number, text, *bounds(text), disputed)


def only_pin(text):
    return line_chart([happening(1, text)], 640, AUTUMN).pins[0]


def test_disputed_events_stand_above_the_line_and_others_below():
    chart = line_chart([happening(1, "2023-10-02"), happening(2, "2023-10-06", disputed=True)], 640)

    below, above = chart.pins
    assert above.y < chart.axis < below.y


def test_a_range_leads_to_its_last_day():
    pin = only_pin("2023-10-11/2023-11-02")

    assert pin.tail > pin.x
    assert (pin.soft, pin.tail_soft) == (False, False)


@pytest.mark.parametrize(("text", "leads"), [("../2023-10-31", -1), ("2023-11-03/..", 1)])
def test_a_date_without_an_end_leads_a_little_way_towards_it(text, leads):
    pin = only_pin(text)

    assert (pin.tail - pin.x) * leads == 30
    assert pin.tail_soft


def test_a_month_is_soft_from_its_first_day_to_its_last():
    month, day = only_pin("2023-10"), only_pin("2023-10-01")

    assert month.soft
    assert month.x == day.x < only_pin("2023-10-31").x < month.tail


def test_a_doubtful_day_is_soft_and_leads_nowhere():
    pin = only_pin("2023?-10-06")

    assert (pin.soft, pin.tail) == (True, pin.x)


@given(
    st.lists(st.tuples(st.sampled_from(DATES), st.booleans()), min_size=1, max_size=40),
    st.sampled_from([340, 640, 1080]),
)
def test_no_pin_covers_another_and_none_leaves_the_picture(dates, width):
    chart = line_chart([happening(n, text, disputed) for n, (text, disputed) in enumerate(dates)], width, AUTUMN)

    for one, other in combinations(chart.pins, 2):
        assert abs(one.x - other.x) >= 27 or abs(one.y - other.y) >= 27
    assert all(11 <= pin.x <= width - 11 and 11 <= pin.y <= chart.height - 20 for pin in chart.pins)
    assert all(0 <= pin.tail <= width for pin in chart.pins)


def test_months_begin_with_the_first_and_do_not_crowd():
    chart = line_chart([happening(1, "2012-05-17"), happening(2, "2023-10-06")], 340)

    assert [tick.label for tick in chart.months] == ["2014", "2016", "2018", "2020", "2022"]


def test_one_event_is_a_line_too():
    assert len(line_chart([happening(1, "2023-10-06")], 640).pins) == 1
