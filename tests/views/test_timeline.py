import re
from datetime import date

import pytest
from pytest_django.asserts import assertInHTML

from claims.charts.window import Window
from tests.factories import make_claimant, make_editor, make_event, make_link, make_published
from tests.markup import cut, links
from tests.views.world import make_debate

pytestmark = pytest.mark.django_db

OCTOBER = "/timeline/?from=2023-10&to=2023-10"


def clock(response, name):
    return next(clock for clock in response.context["clocks"].clocks if clock.name == name)


def heads(response, name):
    """Return what the widest picture of a clock shows of single days: first day, number, whether disputed."""
    chart, _size = clock(response, name).charts[0]
    return [(head.first.isoformat(), head.count, head.disputed) for head in chart.heads]


class TestClocks:
    def test_what_happened_what_was_said_and_what_was_recorded_are_apart(self, get):
        made = make_published(about="2023-10-06", asserted="2023-10-20")

        response, _text = get(OCTOBER)

        assert heads(response, "about") == [("2023-10-06", 1, False)]
        assert heads(response, "asserted") == [("2023-10-20", 1, False)]
        assert heads(response, "recorded") == [(made.published_at.date().isoformat(), 1, False)]

    def test_disputed_claims_have_marks_of_their_own(self, get):
        one, other = (make_published(about="2023-10-06") for _ in range(2))
        make_link(one, other)
        make_published(about="2023-10-06")

        response, text = get(OCTOBER)

        assert heads(response, "about") == [("2023-10-06", 1, False), ("2023-10-06", 2, True)]
        assertInHTML("<title>6 October 2023: 2 disputed claims</title>", cut(text, "svg", 'class="chart l"'))

    def test_claims_beyond_the_days_are_counted_in_words(self, get):
        for about in ("2012", "2023-10-06", "2024-01-02", "2024-01", ""):
            make_published(about=about, asserted="2023-10-07")

        response, text = get(OCTOBER)

        assert clock(response, "about").counts == {"earlier": 1, "shown": 1, "later": 2, "undated": 1}
        for words in ("1 claim in view", "1 claim earlier", "2 claims later", "1 claim without this date"):
            assert words in text

    def test_the_record_runs_on_its_own_scale(self, get):
        make_published(about="2023-10-06")

        response, text = get(OCTOBER)

        assert clock(response, "recorded").window.last == date.today()
        assert "This clock runs on a scale of its own." in text

    def test_only_claims_of_the_days_are_among_the_recorded(self, get):
        make_published(about="2023-10-06", asserted="")
        make_published(about="2023-12-06", asserted="2023-10-07")
        make_published(about="2023-12-06", asserted="")
        make_published(about="", asserted="")

        response, _text = get(OCTOBER)

        assert clock(response, "recorded").counts["shown"] == 2

    def test_nothing_dated_is_said(self, get):
        make_published(about="", asserted="")

        assert "No published claim here gives a date." in get("/timeline/")[1]


class TestMarks:
    def test_one_claim_leads_to_its_page(self, get):
        make_published(reference="K-1", about="2023-10-06", asserted="")

        _response, text = get(OCTOBER)

        mark = cut(cut(text, "svg", 'class="chart l"'), "a")
        assert links(mark) == ["/claims/K-1/"]
        assertInHTML("<title>6 October 2023: 1 claim</title>", mark)

    def test_several_lead_to_the_list_of_those_days(self, get, client):
        event = make_event(slug="anefis")
        for number in range(3):
            make_published(reference=f"K-{number}", about="2023-10-06", asserted="", event=event)
        make_published(reference="K-9", about="2023-10-06", asserted="")

        _response, text = get(f"{OCTOBER}&event=anefis")

        address = "/claims/?event=anefis&about_after=2023-10-06&about_before=2023-10-06"
        assert address in links(text)
        assert {claim.reference for claim in client.get(address).context["page"].rows} == {"K-0", "K-1", "K-2"}

    def test_a_longer_date_leads_to_its_days(self, get):
        for _ in range(2):
            make_published(about="2023-10-11/2023-10-14", asserted="../2023-10-20")

        _response, text = get(OCTOBER)

        assert "/claims/?about_after=2023-10-11&about_before=2023-10-14" in links(text)
        assert "/claims/?asserted_before=2023-10-20" in links(text)

    def test_the_recorded_lead_to_the_list_as_it_stood(self, get):
        army = make_claimant(slug="army")
        made = [make_published(claimant=army, about="2023-10-06") for _ in range(2)]

        _response, text = get(f"{OCTOBER}&claimant=army")

        assert f"/claims/?claimant=army&as_of={made[0].published_at.date()}" in links(text)

    def test_the_table_says_the_same(self, get):
        for about in ("2023-10-06", "2023-10-06", "2023-10"):
            make_published(about=about, asserted="2023-10-09")

        response, _text = get(OCTOBER)

        said = [
            (days, [mark.count for mark in happened], [mark.count for mark in said])
            for days, happened, said in response.context["clocks"].rows
        ]
        assert said == [("6 October 2023", [2], []), ("9 October 2023", [], [3]), ("October 2023", [1], [])]


class TestZoom:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _claims(cls, rows_of_class):
        editor, claimant = make_editor(), make_claimant()
        for about in ("2012-05-01", *["2023-10-06"] * 10, *["2023-12-20"] * 10):
            make_published(about=about, asserted="", claimant=claimant, by=editor)

    def window(self, response):
        return response.context["clocks"].window

    def test_without_an_address_it_shows_where_most_claims_are(self, get):
        response, _text = get("/timeline/")

        assert self.window(response) == Window(date(2023, 10, 1), date(2023, 12, 31))
        assert clock(response, "about").counts["earlier"] == 1

    @pytest.mark.parametrize(
        ("query", "first", "last"),
        [
            ("from=2023-10-05&to=2023-10-31", date(2023, 10, 5), date(2023, 10, 31)),
            ("from=2023-11", date(2023, 11, 1), date(2023, 12, 31)),
            ("to=2023-11", date(2023, 10, 1), date(2023, 11, 30)),
            ("from=2012&to=2023", date(2012, 1, 1), date(2023, 12, 31)),
            ("to=2012", date(2012, 10, 1), date(2012, 12, 31)),
            ("from=2024", date(2024, 1, 1), date(2024, 4, 1)),
            ("from=0001-01-01&to=9999-12-31", date.min, date.max),
        ],
    )
    def test_the_address_says_the_days(self, get, query, first, last):
        response, _text = get(f"/timeline/?{query}")

        assert (response.status_code, self.window(response)) == (200, Window(first, last))

    def test_links_lead_closer_further_on_and_to_everything(self, get):
        response, _text = get("/timeline/?from=2023-11-01&to=2023-11-30")

        assert response.context["steps"] == [
            ("Earlier", "?from=2023-10-17&to=2023-11-15"),
            ("Later", "?from=2023-11-16&to=2023-12-15"),
            ("Zoom in", "?from=2023-11-08&to=2023-11-23"),
            ("Zoom out", "?from=2023-10-17&to=2023-12-15"),
            ("Everything", "?from=2012-05-01&to=2023-12-20"),
        ]

    def test_there_is_no_way_beyond_the_first_and_last_day(self, get):
        response, _text = get("/timeline/?from=2012-05-01&to=2023-12-20")

        assert [label for label, _address in response.context["steps"]] == ["Zoom in"]

    @pytest.mark.parametrize(
        ("query", "name", "words"),
        [
            ("from=yesterday", "from", "“yesterday” is not a date."),
            ("to=2023-02-30", "to", "“2023-02-30” is not a date."),
            ("from=2023-12&to=2023-10", "to", "This is before the first day, so it is left out."),
            (f"from={'9' * 50}", "from", "at most 40 characters"),
            ("from=%00", "from", "Null characters are not allowed."),
        ],
    )
    def test_days_that_cannot_be_read_are_said_and_left_out(self, get, query, name, words):
        response, text = get(f"/timeline/?{query}")

        assert response.status_code == 400
        errors = {field.name: field.error for field in response.context["zoom_fields"]}
        assert words in errors.pop(name)
        assert set(errors.values()) == {""}
        assert f'id="{name}-error"' in text
        assert self.window(response).last == date(2023, 12, 31)


class TestSelection:
    def test_one_event_with_its_parts(self, get):
        whole = make_event(slug="offensive", title="Offensive", date="2023-10/2023-12")
        part = make_event(slug="anefis", title="Anefis", date="2023-10-06", part_of=whole)
        make_published(event=part, about="2023-10-06")
        make_published(event=make_event(title="Elsewhere"), about="2023-10-06")

        response, text = get("/timeline/?event=offensive&from=2023-10&to=2023-10")

        assert heads(response, "about") == [("2023-10-06", 1, False)]
        assert [event.title for event in response.context["events"]] == ["Anefis"]
        assert "Elsewhere" not in text

    def test_the_whole_of_what_is_in_view_is_offered(self, get):
        whole = make_event(slug="offensive", title="Offensive", date="")
        for title in ("Anefis", "Bourem"):
            make_published(event=make_event(title=title, date="2023-10-06", part_of=whole), about="2023-10-06")

        response, text = get(OCTOBER)

        assert response.context["wholes"] == [whole]
        assertInHTML('<a class="chip" href="?event=offensive">Offensive</a>', cut(text, "main"))

    def test_one_claimant(self, get):
        make_published(claimant=make_claimant(slug="army"), about="2023-10-06")
        make_published(about="2023-10-06")

        response, _text = get(f"{OCTOBER}&claimant=army")

        assert heads(response, "about") == [("2023-10-06", 1, False)]
        assert [claim.claimant.slug for claim in response.context["claims"]] == ["army"]

    @pytest.mark.parametrize("name", ["event", "claimant", "status"])
    def test_what_does_not_exist_is_said_and_left_out(self, get, name):
        make_published(about="2023-10-06")

        response, text = get(f"{OCTOBER}&{name}=nobody")

        assert response.status_code == 400
        assert "“nobody” is not one of the choices." in text
        assert heads(response, "about") == [("2023-10-06", 1, False)]

    def test_taking_a_filter_off_keeps_the_days(self, get):
        make_published(claimant=make_claimant(slug="army"), about="2023-10-06")

        response, _text = get(f"{OCTOBER}&claimant=army")

        assert [address for _each, address in response.context["chips"]] == ["?from=2023-10&to=2023-10"]


class TestEvents:
    def test_those_most_told_of_are_numbered_in_their_order(self, get, monkeypatch):
        monkeypatch.setattr("claims.views.timeline.EVENTS_SHOWN", 2)
        for title, day, number in (("C", "2023-10-20", 3), ("A", "2023-10-02", 1), ("B", "../2023-10-06", 2)):
            event = make_event(title=title, date=day)
            for _ in range(number):
                make_published(event=event)

        response, text = get(OCTOBER)

        assert [(event.number, event.title) for event in response.context["events"]] == [(1, "B"), (2, "C")]
        assert "Only the 2 events that most is claimed about are shown." in text

    def test_the_first_claims_of_the_days_are_listed(self, get, monkeypatch):
        monkeypatch.setattr("claims.views.timeline.CLAIMS_SHOWN", 2)
        for about in ("2023-10-03", "2023-11-01", "2023-10-01", "2023-10-02"):
            make_published(about=about)

        response, text = get(OCTOBER)

        assert [claim.about for claim in response.context["claims"]] == ["2023-10-01", "2023-10-02"]
        assert "/claims/?about_after=2023-10-01&about_before=2023-10-31&sort=oldest" in links(text)


def test_every_picture_is_named_and_its_marks_are_too(get):
    make_debate(3, about="2023-10-06", asserted="2023-10")

    _response, text = get(OCTOBER)

    pictures = re.findall(r"<svg class=\"chart.*?</svg>", text, re.DOTALL)
    assert len(pictures) == 12
    for picture in pictures:
        (named,) = re.findall(r'^<svg[^>]* aria-labelledby="([^"]+)"', picture)
        assert re.findall(r'<title id="([^"]+)">[^<]+</title>', picture) == [named]
        marks = re.findall(r"<a\b.*?</a>", picture, re.DOTALL)
        assert [mark for mark in marks if not re.match(r"<a\b[^>]*><title>[^<]+</title>", mark)] == []
