import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims.models import Quantity
from tests.factories import make_claim
from tests.models.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


def quantity(**kwargs):
    return Quantity(**{"claim": make_claim(), "measure": "killed", "affected": "civilians", **kwargs})


MISFITTING = (
    {"low": 60, "high": 80, "bound": "exact"},
    {"low": 60, "best": 70, "high": 80, "bound": "about"},
    {"low": 60, "bound": "exact"},
    {"high": 80, "bound": "at_least"},
    {"low": 60, "bound": "at_most"},
    {"low": 60, "high": 80, "bound": "at_least"},
    {"low": 60, "bound": "range"},
    {"low": 60, "best": 70},
    {"best": 70, "bound": "range"},
)


class TestQuantity:
    @pytest.mark.parametrize(
        ("numbers", "name"),
        [
            ({"low": 3, "best": 2, "high": 5}, "claims_quantity_low_up_to_best"),
            ({"best": 3, "high": 2}, "claims_quantity_best_up_to_high"),
            ({"low": 3, "high": 2}, "claims_quantity_low_up_to_high"),
            ({}, "claims_quantity_number_unless_vague"),
            ({"bound": "vague", "verbatim": "heavy", "best": 40}, "claims_quantity_number_unless_vague"),
            ({"bound": "vague"}, "claims_quantity_vague_has_words"),
            ({"best": 1, "measure": "other", "affected": "cities"}, "claims_quantity_has_a_unit"),
            *((numbers, "claims_quantity_bound_fits_its_numbers") for numbers in MISFITTING),
        ],
    )
    def test_numbers_in_order_and_words_stay_words(self, numbers, name):
        assert name in refused(quantity(**numbers))

    @pytest.mark.parametrize("numbers", MISFITTING)
    def test_a_bound_that_does_not_fit_is_refused_at_its_field(self, numbers):
        made = quantity(**numbers)

        with pytest.raises(ValidationError) as refusal:
            made.full_clean(exclude=["claim"])

        assert list(refusal.value.message_dict) == ["bound"]

    @pytest.mark.parametrize(
        ("numbers", "bound"),
        [
            ({"low": 60, "high": 80}, "range"),
            ({"low": 60, "best": 70, "high": 80}, "range"),
            ({"low": 60, "high": 60}, "exact"),
            ({"best": 60}, "exact"),
            ({"low": 60}, "at_least"),
            ({"high": 60}, "at_most"),
            ({"verbatim": "heavy"}, "vague"),
        ],
    )
    def test_how_a_number_is_meant_follows_from_what_is_filled_in(self, numbers, bound):
        made = quantity(**numbers)
        made.full_clean(exclude=["claim"])
        made.save()

        assert (made.bound, Quantity.objects.filter(bound=bound).count()) == (bound, 1)

    @pytest.mark.parametrize(
        ("what", "unit"),
        [
            ({"measure": "killed", "affected": "civilians"}, "people"),
            ({"measure": "captured", "affected": "soldiers"}, "people"),
            ({"measure": "destroyed", "affected": "vehicles of the army"}, "vehicles"),
            ({"measure": "time", "affected": "days after the attack"}, "days"),
            ({"measure": "losses", "affected": "people"}, "people"),
        ],
    )
    def test_the_unit_follows_from_what_is_counted(self, what, unit):
        made = quantity(best=1, **what)
        made.save()

        assert Quantity.objects.get().unit == unit

    def test_a_unit_that_does_not_follow_is_asked_for(self):
        with pytest.raises(ValidationError) as refusal:
            quantity(best=2, measure="seized", affected="tanks").full_clean(exclude=["claim"])

        assert refusal.value.message_dict == {"unit": ["Say in what it is counted: people, vehicles, aircraft, days."]}

    def test_no_number_is_negative(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Quantity.objects.bulk_create([quantity(best=-1)])

    @pytest.mark.parametrize(
        ("numbers", "words"),
        [
            ({"best": 17}, "17"),
            ({"best": 0}, "0"),
            ({"best": 10, "bound": "about"}, "about 10"),
            ({"low": 3, "high": 5, "bound": "range"}, "3 to 5"),
            ({"low": 60, "high": 80}, "60 to 80"),
            ({"low": 60, "best": 70, "high": 80}, "60 to 80, most likely 70"),
            ({"low": 60, "high": 80, "bound": "exact"}, "60 to 80"),
            ({"low": 60}, "at least 60"),
            ({"high": 60}, "at most 60"),
            ({"low": 3, "bound": "range"}, "3"),
            ({"low": 31, "bound": "at_least"}, "at least 31"),
            ({"high": 2000, "bound": "at_most"}, "at most 2,000"),
            ({"bound": "vague", "verbatim": "heavy"}, "“heavy”"),
        ],
    )
    def test_says_itself_in_words(self, numbers, words):
        assert quantity(**numbers).in_words == words

    def test_reads_with_what_is_counted(self):
        assert str(quantity(best=17)) == "Killed, civilians: 17"
