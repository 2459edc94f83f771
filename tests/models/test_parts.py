import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import make_claimant, make_event, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


class TestParts:
    @pytest.mark.parametrize("make", [make_claimant, make_place, make_event])
    def test_a_chain_that_comes_back_is_refused(self, make):
        top = make()
        middle = make(part_of=top)
        top.part_of = make(part_of=middle)

        with pytest.raises(ValidationError, match="circle"):
            top.full_clean()

    @pytest.mark.parametrize("make", [make_claimant, make_place, make_event])
    def test_nothing_is_part_of_itself(self, make):
        row = make()

        with pytest.raises(IntegrityError, match="not_part_of_itself"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(part_of=row.pk)

    def test_the_whole_is_the_top_of_the_chain(self):
        government = make_claimant()
        army = make_claimant(part_of=make_claimant(part_of=government))

        assert (army.whole, government.whole) == (government, government)
