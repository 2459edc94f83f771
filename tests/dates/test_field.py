from datetime import date

import pytest
from django.core.exceptions import ValidationError

from claims.dates import ANY_DAY, EDTFFormField
from claims.models import Event


class TestField:
    def test_a_bad_date_is_a_form_error(self):
        with pytest.raises(ValidationError, match="Write it like"):
            EDTFFormField().clean("sixth of October")

    @pytest.mark.django_db
    def test_saving_keeps_the_bounds_beside_the_date(self):
        event = Event.objects.create(title="Fighting", slug="fighting", date="2023-10")

        event.refresh_from_db()
        assert (event.earliest, event.latest) == (date(2023, 10, 1), date(2023, 10, 31))

    @pytest.mark.django_db
    def test_clearing_the_date_clears_the_bounds(self):
        event = Event.objects.create(title="Fighting", slug="fighting", date="2023-10")
        event.date = ""

        event.save()

        event.refresh_from_db()
        assert (event.earliest, event.latest) == ANY_DAY
