from datetime import date
from math import inf

import pytest

from claims.choices import Basis, Bound, ClaimKind
from claims.dates import Bounds
from claims.rules.conflicts import Facts, Figure, reasons, span


def figure(low, high, *, measure="killed", affected="civilians", unit="people", words="some"):
    return Figure(measure, affected, unit, low, high, words)


def told(one, other):
    return [(reason.sentence, reason.basis) for reason in reasons(one, other)]


class TestReasons:
    def test_two_claims_without_anything_in_common_have_none(self):
        assert told(Facts("A-1"), Facts("A-2")) == []

    def test_different_answers_to_one_question_cannot_both_hold(self):
        one, other = Facts("A-1", question=7, position="Yes."), Facts("A-2", question=7, position="No")

        assert told(one, other) == [
            ("They answer the same question differently: “Yes” and “No”.", Basis.INCOMPATIBLE),
        ]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (Facts("A-1", question=7, position="Yes"), Facts("A-2", question=8, position="No")),
            (Facts("A-1", question=None, position="Yes"), Facts("A-2", question=None, position="No")),
            (Facts("A-1", question=7, position=" yes. "), Facts("A-2", question=7, position="Yes")),
            (Facts("A-1", question=7, position="Yes"), Facts("A-2", question=7, position="")),
        ],
    )
    def test_answers_that_do_not_differ_on_one_question_say_nothing(self, one, other):
        assert told(one, other) == []

    def test_a_denial_is_named(self):
        one, other = Facts("A-1"), Facts("A-2", kind=ClaimKind.DENIAL)

        assert told(one, other) == [("A-2 is a denial.", Basis.INCOMPATIBLE)]

    def test_two_denials_do_not_deny_each_other(self):
        assert told(Facts("A-1", kind=ClaimKind.DENIAL), Facts("A-2", kind=ClaimKind.DENIAL)) == []

    def test_figures_that_do_not_overlap_are_told_with_their_words(self):
        one = Facts("A-1", figures=(figure(17, 17, words="17"),))
        other = Facts("A-2", figures=(figure(10, 12, affected="Civilians ", words="10 to 12"),))

        assert told(one, other) == [
            ("Their figures for civilians do not overlap: 17 and 10 to 12.", Basis.COUNTING),
        ]
        assert [reason.basis for reason in reasons(other, one)] == [Basis.COUNTING]

    def test_figures_that_overlap_say_nothing(self):
        one, other = Facts("A-1", figures=(figure(5, inf),)), Facts("A-2", figures=(figure(17, 17),))

        assert told(one, other) == []

    def test_figures_of_another_measure_or_unit_are_not_compared(self):
        one = Facts("A-1", figures=(figure(1, 1), figure(1, 1, unit="vehicles", measure="destroyed")))
        other = Facts("A-2", figures=(figure(9, 9, measure="injured"), figure(9, 9, measure="destroyed")))

        assert told(one, other) == []

    def test_one_measure_of_different_people_is_a_difference_in_who_is_counted(self):
        one, other = Facts("A-1", figures=(figure(1, 1),)), Facts("A-2", figures=(figure(9, 9, affected="fighters"),))

        assert told(one, other) == [("They count different things: civilians, fighters.", Basis.AFFECTED)]

    def test_different_days_and_places_may_both_hold(self):
        day, next_day = date(2023, 10, 6), date(2023, 10, 7)
        one, other = (
            Facts("A-1", place=1, about=Bounds(day, day)),
            Facts("A-2", place=2, about=Bounds(next_day, next_day)),
        )

        assert [reason.basis for reason in reasons(one, other)] == [Basis.PERIOD, Basis.PLACE]
        assert [reason.basis for reason in reasons(other, one)] == [Basis.PERIOD, Basis.PLACE]

    def test_an_unknown_day_or_place_says_nothing(self):
        day = date(2023, 10, 6)

        assert told(Facts("A-1", place=1, about=Bounds(day, day)), Facts("A-2")) == []


class TestSpan:
    @pytest.mark.parametrize(
        ("bound", "numbers", "expected"),
        [
            (Bound.EXACT, (None, 17, None), (17, 17)),
            (Bound.ABOUT, (8, 10, 12), (8, 12)),
            (Bound.RANGE, (3, None, 5), (3, 5)),
            (Bound.AT_LEAST, (None, 10, None), (10, inf)),
            (Bound.AT_MOST, (None, None, 10), (-inf, 10)),
            (Bound.VAGUE, (None, None, None), None),
        ],
    )
    def test_each_bound_spans_what_it_can_mean(self, bound, numbers, expected):
        assert span(bound, *numbers) == expected
