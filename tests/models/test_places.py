import pytest

from claims.models import Place
from tests.models.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


class TestPlace:
    @pytest.mark.parametrize(
        ("coordinates", "name"),
        [
            ({"latitude": 91, "longitude": 0}, "claims_place_latitude_in_range"),
            ({"latitude": 0, "longitude": -181}, "claims_place_longitude_in_range"),
            ({"latitude": 18}, "claims_place_has_both_coordinates_or_none"),
        ],
    )
    def test_coordinates_are_whole_and_on_the_globe(self, coordinates, name):
        assert name in refused(Place(name="Anefis", slug="anefis", kind="settlement", **coordinates))
