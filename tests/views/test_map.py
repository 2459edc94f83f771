import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertInHTML

from tests.factories import make_event, make_link, make_place, make_published
from tests.markup import cut, links
from tests.views.world import SECRET, make_debate, make_secret

pytestmark = pytest.mark.django_db


@pytest.fixture
def north():
    mali = make_place(name="Mali", slug="mali", kind="country")
    region = make_place(name="Kidal Region", slug="kidal-region", kind="region", part_of=mali)
    kidal = make_place(name="Kidal", slug="kidal", part_of=region, latitude="18.44345", longitude="1.40921")
    camp = make_place(name="Camp at Kidal", slug="camp", kind="base", part_of=kidal)
    anefis = make_place(
        name="Anefis", slug="anefis-town", part_of=region, latitude="18.0439", longitude="0.6031",
        coordinate_note="From one map; not confirmed.",
    )  # fmt: skip
    return {"mali": mali, "region": region, "kidal": kidal, "camp": camp, "anefis": anefis}


def drawn(response):
    return {each.place.slug: (each.count, each.disputed) for each in response.context["drawn"]}


class TestPlaces:
    def test_a_place_counts_the_places_within_it(self, get, north):
        make_published(place=north["kidal"])
        make_link(make_published(place=north["camp"]), make_published(place=north["anefis"]))

        response, text = get("/map/")

        assert drawn(response) == {"kidal": (2, 1), "anefis-town": (1, 1)}
        assert 'aria-label="Kidal, 2 claims, disputed"' in text
        assert "/claims/?place=kidal" in links(text)
        assert len(get("/claims/?place=kidal")[0].context["page"].rows) == 2

    def test_a_place_without_a_point_is_listed_and_not_guessed(self, get, north):
        make_published(place=north["camp"])

        response, text = get("/map/")

        unknown = {each.place.slug: each.counted_at and each.counted_at.slug for each in response.context["unknown"]}
        assert unknown == {"camp": "kidal", "kidal-region": None, "mali": None}
        assert "Counted with Kidal on the map." in text

    def test_an_inferred_point_is_marked_and_its_note_told(self, get, north):
        make_published(place=north["anefis"])

        _response, text = get("/map/")

        assert 'class="pin-off unsure"' in text
        assert "From one map; not confirmed." in text
        assertInHTML("<b>inferred</b>", cut(text, "table"))

    def test_a_point_beyond_the_frame_is_listed(self, get):
        make_published(place=make_place(name="Casablanca", latitude="33.57", longitude="-7.59"))

        response, text = get("/map/")

        assert [str(each.place) for each in response.context["beyond"]] == ["Casablanca"]
        assert "Beyond the frame" in text

    def test_what_happened_there_is_told(self, get, north):
        make_published(place=north["kidal"], event=make_event(title="Kidal changes hands", place=north["kidal"]))

        assert "Kidal changes hands" in get("/map/")[1]

    def test_the_outline_is_credited(self, get, north):
        make_published(place=north["kidal"])

        _response, text = get("/map/")

        assert "https://www.naturalearthdata.com/" in text
        assert len(re.findall(r'<path class="land here"', text)) == 2

    def test_drafts_are_not_on_it(self, get):
        claims = make_debate()
        make_secret(claims[0])

        response, text = get("/map/")

        assert SECRET not in text
        assert {each.place.slug: each.count for each in response.context["unknown"]} == {claims[0].place.slug: 2}

    def test_nothing_to_show_is_no_error(self, get):
        response, text = get("/map/")

        assert response.status_code == 200
        assert "No place with a known point is among them." in text


class TestNarrowing:
    def test_an_area_is_shown_by_itself(self, get, north):
        make_published(place=north["kidal"])
        make_published(place=north["anefis"])
        make_published(place=make_place(name="Bamako", slug="bamako", latitude="12.6", longitude="-8"))

        whole, text = get("/map/")
        area, _text = get("/map/?area=kidal-region")

        assert "?area=kidal-region" in links(text)
        assert set(drawn(whole)) == {"kidal", "anefis-town", "bamako"}
        assert set(drawn(area)) == {"kidal", "anefis-town"}
        frames = [response.context["charts"][0][0].frame for response in (whole, area)]
        assert frames[0].east - frames[0].west > 4 * (frames[1].east - frames[1].west)

    def test_an_area_that_is_none_is_said(self, get, north):
        make_published(place=north["kidal"])

        response, text = get("/map/?area=atlantis")

        assert response.status_code == 404
        assert "There is no such area on the map, so this is all of it." in text
        assert set(drawn(response)) == {"kidal"}

    def test_taking_a_filter_off_keeps_the_area(self, get, north):
        make_published(place=north["kidal"])
        make_published(place=north["anefis"])

        response, _text = get("/map/?area=kidal-region&disputed=false")

        assert [address for _each, address in response.context["chips"]] == ["?&area=kidal-region"]

    def test_what_its_own_fields_ask_is_kept_in_them_alone(self, get, north):
        make_published(place=north["kidal"], about="2023-10-06")

        response, _text = get("/map/?disputed=false&about_after=2023-10&about_before=rubbish")

        assert [each.name for each in response.context["kept_filters"]] == ["disputed"]
        fields = [(field.name, field.value) for field in response.context["zoom_fields"]]
        assert fields == [("about_after", "2023-10"), ("about_before", "rubbish")]

    def test_the_filters_of_the_list_narrow_it(self, get, north):
        event = make_event(slug="advance")
        make_published(place=north["kidal"], event=event, about="2023-10-06")
        make_published(place=north["anefis"], about="2023-11-14")

        response, text = get("/map/?event=advance")

        assert set(drawn(response)) == {"kidal"}
        assert "/claims/?event=advance&place=kidal" in links(text)
        assert set(drawn(get("/map/?about_after=2023-11")[0])) == {"anefis-town"}

    def test_a_filter_that_cannot_be_read_is_said(self, get, north):
        make_published(place=north["kidal"])

        response, text = get("/map/?about_after=soon")

        assert response.status_code == 400
        assert "“soon” is not a date." in text
        assert set(drawn(response)) == {"kidal"}

    def test_many_places_take_as_many_queries_as_few(self, client, north):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/map/").status_code == 200
            return len(captured)

        make_published(place=north["camp"], event=make_event(place=north["kidal"]))
        few = queries()
        for number in range(6):
            place = make_place(part_of=north["region"], latitude=f"1{number + 3}.2", longitude="1.5")
            make_published(place=place, event=make_event(place=place))

        assert queries() == few
