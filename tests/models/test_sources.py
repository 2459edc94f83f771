import pytest

from claims.models import Source
from tests.factories import make_source
from tests.models.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


class TestSource:
    def test_an_address_is_recorded_once(self):
        make_source(url="https://news.example/a")

        assert "url" in refused(Source(title="Again", slug="again", kind="article", url="https://news.example/a"))

    def test_sources_without_an_address_do_not_collide(self):
        make_source(url="")
        make_source(url="")

        assert Source.objects.filter(url="").count() == 2
