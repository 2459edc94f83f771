import json
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.charts.coastline import DATA, Frame, countries, frame_around, inside, path, within
from claims.charts.map import Spot, place_chart, radius

MALI = (-12.9, 9.7, 5.6, 25.4)
WIDTHS = (680, 340)
NAMES = ["Kidal", "Tessalit", "Camp of the 7th company, north of the wadi", "Ber", "بئر الغزال", "Ouagadougou"]


def spot(key, longitude=0.0, latitude=18.0, count=3, **kwargs):
    return Spot(str(key), kwargs.pop("name", f"Place {key}"), longitude, latitude, count, **kwargs)


def crowd(number, seed=0):
    chance = Random(seed)  # noqa: S311
    return [
        spot(key, chance.uniform(-2, 3.5), chance.uniform(16, 20.5), chance.randint(1, 60), name=chance.choice(NAMES))
        for key in range(number)
    ]


def assert_legible(chart):
    names = [each.name.box for each in (*chart.marks, *chart.lands) if each.name]
    boxes = [*names, *(mark.box for mark in chart.marks)]
    for index, box in enumerate(boxes):
        assert box.within(chart.width, chart.height), box
        assert not [other for other in boxes[index + 1 :] if box.touches(other)]
    assert not [box for box in boxes[: len(names)] if box.touches(chart.bar)]


class TestOutline:
    def test_the_file_is_small_and_holds_mali_and_its_neighbours(self):
        assert DATA.stat().st_size < 40_000
        assert [country.code for country in countries()] == ["ML", "MR", "SN", "GN", "CI", "BF", "NE", "DZ"]
        for feature in json.loads(DATA.read_text())["features"]:
            for polygon in feature["geometry"]["coordinates"]:
                assert all(ring[0] == ring[-1] for ring in polygon)

    @pytest.mark.parametrize(
        ("code", "longitude", "latitude"),
        [("ML", 1.41, 18.44), ("ML", -8.0, 12.65), ("NE", 2.11, 13.51), ("BF", -1.52, 12.37), ("DZ", 5.52, 22.79)],
    )
    def test_towns_lie_in_their_countries(self, code, longitude, latitude):
        holding = [
            each.code for each in countries() if any(inside(list(ring), longitude, latitude) for ring in each.rings)
        ]

        assert holding == [code]

    def test_a_degree_is_as_long_to_the_east_as_to_the_north_at_the_middle(self):
        frame = Frame(0, 17, 2, 19, 680)
        (x0, y0), (x1, y1) = frame.at(0, 18), frame.at(1, 19)

        assert (x0, round(y1)) == (0, 0)
        assert (x1 - x0) / (y0 - y1) == pytest.approx(0.951, abs=0.002)

    def test_the_scale_is_a_round_number_that_fits(self):
        length, drawn = Frame(*MALI, 680).bar

        assert length == 200
        assert drawn <= 170

    @given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=1, max_size=8))
    def test_a_frame_around_points_holds_them_all(self, points):
        frame = frame_around(points, 340)

        assert all(frame.holds(*point) for point in points)
        assert frame.height > 0

    def test_what_lies_beyond_the_frame_is_cut_at_its_sides(self):
        frame = Frame(0, 0, 10, 10, 100)

        ring = within(frame, ((-5, 2), (5, 2), (5, 8), (-5, 8), (-5, 2)))

        assert {x for x, _y in ring} == {0, 50}
        assert within(frame, ((20, 20), (30, 20), (30, 30))) == []

    @pytest.mark.parametrize("frame", [Frame(*MALI, 680), Frame(0, 17.5, 3.5, 20.5, 340), Frame(100, 40, 102, 42, 340)])
    def test_countries_stay_within_the_picture(self, frame):
        for country in countries():
            for ring in country.rings:
                assert all(0 <= x <= frame.width and 0 <= y <= frame.height + 0.1 for x, y in within(frame, ring))

    def test_a_path_closes_each_ring(self):
        assert path([[(0, 0), (10, 0), (10, 10)], [(1, 1)]]) == "M0,0 10,0 10,10z"


class TestPlaces:
    @settings(max_examples=40)
    @given(st.integers(1, 60), st.integers(0, 999), st.sampled_from(WIDTHS))
    def test_nothing_covers_anything_else_or_leaves_the_picture(self, number, seed, width):
        chart = place_chart(crowd(number, seed), Frame(*MALI, width))

        assert sum(len(mark.spots) for mark in chart.marks) == number
        assert_legible(chart)

    @pytest.mark.parametrize("width", WIDTHS)
    def test_the_order_of_rows_changes_nothing(self, width):
        spots = crowd(30)
        picture = place_chart(spots, Frame(*MALI, width))

        for seed in range(4):
            Random(seed).shuffle(spots)  # noqa: S311
            assert place_chart(spots, Frame(*MALI, width)) == picture

    def test_places_too_near_to_be_told_apart_share_a_mark_that_says_so(self):
        chart = place_chart([spot("a", count=9, name="Kidal"), spot("b", 0.01), spot("c", 3)], Frame(*MALI, 340))

        assert [(mark.words, mark.count, mark.query) for mark in chart.marks] == [
            ("Kidal +1", 12, "place=a&place=b"), ("Place c", 3, "place=c")
        ]  # fmt: skip

    def test_a_name_without_room_beside_its_mark_stands_at_the_end_of_a_line(self):
        chart = place_chart(crowd(12), Frame(*MALI, 340))

        assert [mark for mark in chart.marks if mark.name and mark.name.leader]

    def test_a_point_beyond_the_frame_is_not_drawn(self):
        assert place_chart([spot("a", longitude=30)], Frame(*MALI, 680)).marks == []

    def test_a_mark_grows_a_little_with_its_claims(self):
        sizes = [radius(count) for count in (1, 5, 20, 100, 100_000)]

        assert all(one <= other for one, other in pairwise(sizes))
        assert (sizes[0], sizes[-1]) == (7, 13)

    def test_countries_are_named_within_their_own_borders(self):
        chart = place_chart([], Frame(*MALI, 680), {"ML": "Le Mali"})

        names = {land.country.code: land.name.words for land in chart.lands if land.name}
        assert names["ML"] == "Le Mali"
        assert {"DZ", "MR", "BF", "NE"} <= set(names)
