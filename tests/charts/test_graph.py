from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.charts.graph import Node, Tie, graph_chart

WIDTHS = (1080, 680, 340)
NAMES = ["Malian army", "CSP-PSD", "RFI", "Ministry of Defence of the Republic of the Valley", "AFP", "A", "وكالة"]


def node(number, claimant="Malian army"):
    return Node(f"KO-{number:03}", claimant, "Yes, it moved further towards the town on that day.")


def tie(first, second, kind="contradicts", look="clash", *, directed=False):
    return Tie(f"KO-{first:03}", f"KO-{second:03}", kind, look, directed)


def debate(number, seed=1):
    """Make ``number`` claims of seven claimants, each linked with one or two others."""
    chance = Random(seed)  # noqa: S311
    nodes = [node(index, chance.choice(NAMES)) for index in range(number)]
    looks = [("contradicts", "clash"), ("contradicts", "differ"), ("denies", "clash"), ("repeats", "repeats")]
    pairs = {tuple(sorted(chance.sample(range(number), 2))) for _link in range(number)}
    drawn = [(pair, *chance.choice(looks)) for pair in sorted(pairs)]
    return nodes, [tie(*pair, kind, look, directed=kind != "contradicts") for pair, kind, look in drawn]


def assert_legible(chart):
    boxes = [dot.box for dot in chart.dots] + [heading.box for heading in chart.headings]
    for index, box in enumerate(boxes):
        assert box.within(chart.width, chart.height), box
        assert not [other for other in boxes[index + 1 :] if box.touches(other)]
    for dot in chart.dots:
        assert not [box for box in boxes if box.around(6).holds(dot.x, dot.y) and box != dot.box]
    targets = [dot.target for dot in chart.dots]
    assert all(target.height >= 24 and target.width >= 24 for target in targets)
    assert not [one for index, one in enumerate(targets) for other in targets[index + 1 :] if one.touches(other)]


def curve_of(edge):
    return [tuple(map(float, pair.split(","))) for pair in edge.d.replace("M", "").replace("C", "").split()]


def points_of(edge):
    """Return points along the curve of an edge."""
    for share in (step / 24 for step in range(25)):
        left = 1 - share
        weights = (left**3, 3 * left**2 * share, 3 * left * share**2, share**3)
        yield tuple(sum(w * p[axis] for w, p in zip(weights, curve_of(edge), strict=True)) for axis in (0, 1))


class TestLayout:
    @settings(max_examples=40)
    @given(st.integers(2, 60), st.integers(0, 999), st.sampled_from(WIDTHS))
    def test_no_label_covers_another_or_leaves_the_picture(self, number, seed, width):
        chart = graph_chart(*debate(number, seed), width)

        assert len(chart.dots) == number
        assert_legible(chart)

    @pytest.mark.parametrize("width", WIDTHS)
    def test_sixty_claims_are_legible(self, width):
        assert_legible(graph_chart(*debate(60), width))

    @pytest.mark.parametrize("width", WIDTHS)
    def test_no_link_runs_through_a_label_or_out_of_the_picture(self, width):
        chart = graph_chart(*debate(40), width)

        boxes = [dot.box for dot in chart.dots] + [heading.box for heading in chart.headings]
        for edge in chart.edges:
            for x, y in points_of(edge):
                assert 0 <= x <= chart.width
                assert 0 <= y <= chart.height
                assert not [box for box in boxes if box.holds(x, y)]

    @pytest.mark.parametrize("width", WIDTHS)
    def test_the_order_of_rows_changes_nothing(self, width):
        nodes, ties = debate(30)
        picture = graph_chart(nodes, ties, width)

        for seed in range(5):
            Random(seed).shuffle(nodes)  # noqa: S311
            Random(seed).shuffle(ties)  # noqa: S311
            assert graph_chart(nodes, ties, width) == picture

    def test_two_who_contradict_each_other_stand_in_two_columns(self):
        nodes = [node(1), node(2, "CSP-PSD"), node(3), node(4, "CSP-PSD")]

        chart = graph_chart(nodes, [tie(1, 2), tie(3, 4)], 680)

        sides = {dot.node.claimant: dot.mirrored for dot in chart.dots}
        assert set(sides.values()) == {True, False}

    def test_linked_claims_stand_beside_each_other_so_that_links_do_not_cross(self):
        nodes = [node(1), node(2), node(3), *(node(number, "CSP-PSD") for number in (11, 12, 13))]

        chart = graph_chart(nodes, [tie(1, 13), tie(2, 12), tie(3, 11)], 680)

        heights = {dot.node.key: dot.y for dot in chart.dots}
        lefts = [heights[f"KO-{number:03}"] for number in (1, 2, 3)]
        rights = [heights[f"KO-{number:03}"] for number in (13, 12, 11)]
        assert sorted(range(3), key=lefts.__getitem__) == sorted(range(3), key=rights.__getitem__)

    def test_links_to_claims_that_are_not_there_are_left_out(self):
        assert graph_chart([node(1), node(2)], [tie(1, 3)], 680).edges == []

    def test_a_reference_stands_beside_its_dot_and_the_words_outside(self):
        nodes = [replace(node(1), words="Yes"), replace(node(2, "CSP-PSD"), words="")]

        dots = graph_chart(nodes, [tie(1, 2)], 680).dots

        spans = {dot.mirrored: dot.spans for dot in dots}
        assert spans in (
            {False: [("dim", "Yes"), ("strong", "KO-001")], True: [("strong", "KO-002")]},
            {True: [("strong", "KO-001"), ("dim", "Yes")], False: [("strong", "KO-002")]},
        )

    def test_long_references_are_cut_and_not_clipped(self):
        long = [replace(node(number), key=f"ABCDE-{number:012}") for number in (1, 2)]

        assert_legible(graph_chart(long, [], 340))


class TestEdges:
    def test_marks_tell_what_cannot_both_hold_from_what_differs(self):
        nodes = [node(number, name) for number, name in enumerate(["A", "B", "C", "D"])]
        ties = [tie(0, 1), tie(1, 2, look="differ"), tie(2, 3, "corroborates", "corroborates")]

        edges = graph_chart(nodes, ties, 680).edges

        assert [(edge.look, edge.mark is not None) for edge in edges] == [
            ("clash", True), ("differ", True), ("corroborates", False)
        ]  # fmt: skip

    def test_an_arrow_leads_to_the_second_claim_where_a_link_has_a_direction(self):
        nodes = [node(1), node(2, "CSP-PSD")]

        (denial,) = graph_chart(nodes, [tie(1, 2, "denies", directed=True)], 680).edges
        (mutual,) = graph_chart(nodes, [tie(1, 2)], 680).edges

        tip = float(denial.arrow.split(",")[0])
        target = next(dot for dot in graph_chart(nodes, [], 680).dots if dot.node.key == "KO-002")
        assert abs(tip - target.x) == 7
        assert mutual.arrow == ""

    def test_marks_keep_clear_of_each_other(self):
        nodes = [node(0), *(node(number, "CSP-PSD") for number in range(1, 7))]

        edges = graph_chart(nodes, [tie(0, number) for number in range(1, 7)], 1080).edges

        marks = [edge.mark for edge in edges]
        assert not [
            (one, other)
            for index, one in enumerate(marks)
            for other in marks[index + 1 :]
            if abs(one[0] - other[0]) < 14 and abs(one[1] - other[1]) < 10
        ]
