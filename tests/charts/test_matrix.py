from random import Random

import pytest

from claims.charts.matrix import Cell, Pair, matrix, most_contradicting, seriated

ARMY, REBELS = ["army", "governor", "ministry"], ["coalition", "front", "movement"]
CAMPS = [Pair(one, other, clashes=2) for one in ARMY for other in REBELS] + [Pair("army", "governor", agreements=3)]


def halves(order):
    return {frozenset(order[:3]), frozenset(order[3:])}


class TestOrder:
    def test_two_camps_stand_apart(self):
        order = seriated(ARMY + REBELS, CAMPS)

        assert halves(order) == {frozenset(ARMY), frozenset(REBELS)}

    def test_a_camp_holds_together_where_one_of_it_was_contradicted_from_within(self):
        order = seriated(ARMY + REBELS, [*CAMPS, Pair("front", "movement", clashes=1)])

        assert halves(order) == {frozenset(ARMY), frozenset(REBELS)}

    def test_agreement_draws_one_to_a_side(self):
        order = seriated([*ARMY, *REBELS, "paper"], [*CAMPS, Pair("paper", "front", agreements=4)])

        camps = {name: "army" if name in ARMY else "rebels" for name in order}
        runs = [name for index, name in enumerate(camps.values()) if list(camps.values())[index - 1 : index] != [name]]
        assert len(runs) == 2

    @pytest.mark.parametrize("seed", range(8))
    def test_the_order_of_rows_changes_nothing(self, seed):
        names, pairs = ARMY + REBELS, [*CAMPS, Pair("radio", "agency", differences=1)]
        expected = seriated([*names, "radio", "agency"], pairs)
        shuffled, turned = (
            [*names, "radio", "agency"],
            [Pair(p.other, p.one, p.clashes, p.differences, p.agreements) for p in pairs],
        )
        Random(seed).shuffle(shuffled)  # noqa: S311
        Random(seed).shuffle(turned)  # noqa: S311

        assert seriated(shuffled, turned) == expected

    def test_names_that_nothing_joins_stand_in_groups_the_strongest_first(self):
        pairs = [Pair("radio", "agency", differences=1), Pair("army", "front", clashes=3)]

        order = seriated(["agency", "army", "front", "nobody", "radio"], pairs)

        assert set(order[:2]) == {"army", "front"}
        assert set(order[2:4]) == {"radio", "agency"}
        assert order[4] == "nobody"

    def test_forty_names_that_all_contradict_each_other_have_an_order(self):
        names = [f"name-{number:02}" for number in range(40)]
        pairs = [Pair(one, other, clashes=1) for one in names for other in names if one < other]

        assert sorted(seriated(names, pairs)) == names


class TestMostContradicting:
    def test_what_cannot_both_hold_counts_before_what_differs(self):
        pairs = [Pair("a", "b", clashes=1), Pair("c", "d", differences=9), Pair("c", "e", differences=1)]

        assert most_contradicting(pairs) == ["a", "b", "c", "d", "e"]

    def test_agreement_alone_is_no_contradiction(self):
        assert most_contradicting([Pair("a", "b", agreements=5)]) == []

    def test_a_claimant_against_itself_counts_once(self):
        assert most_contradicting([Pair("a", "a", clashes=1), Pair("b", "c", clashes=1, differences=1)]) == [
            "b",
            "c",
            "a",
        ]


class TestMatrix:
    def test_it_reads_the_same_by_row_and_by_column(self):
        drawn = matrix(CAMPS, ARMY + REBELS)

        cells = {(cell.row, cell.column): (cell.clashes, cell.differences) for row in drawn.rows for cell in row}
        assert len(cells) == 36
        assert all(cells[row, column] == cells[column, row] for row, column in cells)

    def test_cells_are_filled_by_how_many_cannot_both_hold(self):
        pairs = [Pair("a", "b", 10, 2), Pair("a", "c", 5), Pair("b", "c", 4), Pair("c", "c", 0, 3), Pair("a", "a", 90)]

        drawn = matrix(pairs, ["a", "b", "c"])

        levels = {frozenset((cell.row, cell.column)): cell.level for row in drawn.rows for cell in row}
        assert drawn.strong == 5
        assert levels == {
            frozenset("ab"): 2, frozenset("ac"): 2, frozenset("bc"): 1, frozenset("c"): 0, frozenset("a"): 2,
            frozenset("b"): 0,
        }  # fmt: skip

    def test_those_not_shown_are_left_out(self):
        drawn = matrix([Pair("a", "b", 1), Pair("a", "c", 7)], ["a", "b"])

        assert drawn.rows == [[Cell("a", "a"), Cell("a", "b", 1, 0, 1)], [Cell("b", "a", 1, 0, 1), Cell("b", "b")]]
        assert [cell.empty for cell in drawn.rows[0]] == [True, False]

    def test_nobody_is_a_matrix_too(self):
        assert matrix([], []).rows == []
