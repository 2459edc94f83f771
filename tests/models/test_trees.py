import pytest

from claims.models import Claimant, Event, Place
from claims.models.trees import in_circles, line_up, top_of
from tests.factories import make_claimant, make_event, make_place, make_published

MODELS = [(Claimant, make_claimant), (Event, make_event), (Place, make_place)]
DEEP = 600


def chain_of(make, model, depth):
    """Make rows each part of the one before."""
    rows = [make()]
    for _step in range(depth):
        rows.append(make(part_of=rows[-1]))
    return rows


class TestLine:
    def test_goes_up_nearest_first(self):
        assert line_up({1: 2, 2: 3}, 1) == [1, 2, 3]

    def test_ends_where_it_was_before(self):
        assert line_up({1: 2, 2: 3, 3: 2}, 1) == [1, 2, 3]

    def test_is_as_deep_as_need_be(self):
        assert len(line_up({number: number + 1 for number in range(100_000)}, 0)) == 100_001


class TestTop:
    def test_is_the_last(self):
        assert top_of({1: 2, 2: 3}, 1) == 3

    def test_of_a_circle_is_the_same_from_each(self):
        assert [top_of({4: 2, 2: 3, 3: 2}, pk) for pk in (2, 3, 4)] == [2, 2, 2]


class TestCircles:
    def test_names_what_comes_back_to_itself_only(self):
        assert in_circles({1: 2, 2: 3, 3: 2, 4: 5, 6: 6}) == {2, 3, 6}

    def test_a_long_chain_takes_no_time(self):
        assert in_circles({number: number + 1 for number in range(200_000)}) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "make"), MODELS, ids=lambda each: getattr(each, "__name__", ""))
class TestNesting:
    def test_all_parts_are_found_in_one_query(self, model, make, django_assert_num_queries):
        top, *parts = chain_of(make, model, 4)
        make()

        with django_assert_num_queries(1):
            assert set(model.objects.within(top)) == {top, *parts}

    def test_all_wholes_are_found_in_one_query(self, model, make, django_assert_num_queries):
        *wholes, part = chain_of(make, model, 4)
        make(part_of=part)

        with django_assert_num_queries(1):
            assert set(model.objects.around(part.pk)) == {*wholes, part}

    def test_a_circle_is_walked_once(self, model, make):
        first = make()
        second = make(part_of=first)
        model.objects.filter(pk=first.pk).update(part_of=second)

        assert set(model.objects.within(first)) == set(model.objects.around(first)) == {first, second}

    def test_hundreds_of_levels_are_walked(self, model, make):
        rows = chain_of(make, model, DEEP)

        assert model.objects.within(rows[0]).count() == model.objects.around(rows[-1]).count() == DEEP + 1


@pytest.mark.django_db
class TestPublic:
    @pytest.mark.parametrize(("make", "column"), [(make_event, "event"), (make_place, "place")])
    def test_a_whole_is_public_by_a_part_four_levels_below(self, make, column, django_assert_num_queries):
        model = type(make())
        rows = chain_of(make, model, 4)
        make_published(**{column: rows[-1]})
        make(part_of=rows[0])

        with django_assert_num_queries(1):
            assert set(model.objects.public()) == set(rows)


@pytest.mark.django_db
class TestWhole:
    def test_is_the_top_of_any_number_of_levels_in_one_query(self, django_assert_num_queries):
        rows = chain_of(make_claimant, Claimant, 5)
        stored = Claimant.objects.get(pk=rows[-1].pk)

        with django_assert_num_queries(1):
            assert stored.whole == rows[0]
