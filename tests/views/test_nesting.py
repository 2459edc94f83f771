"""What is part of something that is part of something else, however deep, is found from everywhere."""

from itertools import pairwise

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.models import Claim, Claimant, Event
from claims.selectors.claimant_record import by_its_own_side
from claims.views.home import timeline
from tests.factories import make_claim, make_claimant, make_event, make_link, make_place, make_published, make_source

pytestmark = pytest.mark.django_db

LEVELS = ("war", "campaign", "offensive", "battle", "skirmish")


def nest(levels=LEVELS, reference="DEEP-1"):
    """Make an event part of another for each of ``levels``, and a published claim about the last."""
    whole = None
    for slug in levels:
        whole = make_event(slug=slug, title=slug.capitalize(), part_of=whole)
    return make_published(reference=reference, event=whole)


class TestEvents:
    @pytest.mark.parametrize("slug", LEVELS)
    def test_the_page_counts_and_lists_what_is_said_of_the_deepest_part(self, client, slug):
        nest()

        context = client.get(f"/en/events/{slug}/").context

        assert (context["count"], [row.reference for row in context["page"].rows]) == (1, ["DEEP-1"])

    def test_the_page_leads_up_through_every_whole(self, client):
        nest()

        text = client.get("/en/events/skirmish/").content.decode()

        crumbs = text[text.index('class="crumbs"') : text.index("</nav>", text.index('class="crumbs"'))]
        assert [crumbs.index(f"/events/{slug}/") for slug in LEVELS[:-1]] == sorted(
            crumbs.index(f"/events/{slug}/") for slug in LEVELS[:-1]
        )

    @pytest.mark.parametrize("slug", LEVELS)
    def test_the_feed_follows_the_deepest_part(self, client, slug):
        nest()

        feed = feedparser.parse(client.get(f"/en/feeds/events/{slug}/").content)

        assert ["DEEP-1" in entry.title for entry in feed.entries] == [True]

    def test_the_api_finds_parts_at_any_depth(self, client):
        nest()
        slugs = {}

        for slug in LEVELS:
            found = client.get(f"/api/v1/events/?part_of={slug}").json()["results"]
            slugs[slug] = {row["slug"] for row in found}

        assert slugs == {slug: set(LEVELS[number:]) for number, slug in enumerate(LEVELS, 1)}

    def test_the_api_tells_what_each_is_part_of(self, client):
        nest()

        found = client.get("/api/v1/events/").json()["results"]

        assert {row["slug"]: row["part_of"] for row in found} == {"war": None} | {
            part: whole for whole, part in pairwise(LEVELS)
        }

    def test_the_list_and_the_front_page_find_it(self, client):
        nest()

        found = client.get("/en/claims/?event=war").context["page"].rows
        _whole, events, more = timeline()

        assert [row.reference for row in found] == ["DEEP-1"]
        assert ([event.slug for event in events], more) == (["skirmish"], False)

    def test_a_deeper_nest_costs_no_query_more(self, client):
        nest(LEVELS[:2])
        deeper = [f"level-{number}" for number in range(30)]
        nest(deeper, "DEEP-2")
        counts = {}

        for slug in (LEVELS[1], deeper[-1]):
            client.get(f"/en/events/{slug}/")
            with CaptureQueriesContext(
                connection,
            ) as made:
                client.get(f"/en/events/{slug}/")
            counts[slug] = len(made)

        assert len(set(counts.values())) == 1

    def test_a_circle_in_old_data_is_shown(self, client):
        nest()
        Event.objects.filter(slug="war").update(part_of=Event.objects.get(slug="skirmish"))

        statuses = [
            client.get(address).status_code
            for address in (
                "/en/events/battle/",
                "/en/events/",
                "/en/feeds/events/war/",
                "/en/claims/?event=war",
                "/en/",
            )
        ]

        assert statuses == [200] * 5


class TestClaimants:
    def test_publishers_four_levels_below_are_counted_anew_when_the_top_takes_sides(self):
        body = top = make_claimant(stake="independent")
        for _level in range(4):
            body = make_claimant(stake="independent", part_of=body)
        claim = make_claim()
        claim.citations.create(source=make_source(publisher=body))
        workflow.recount(Claim.objects.filter(pk=claim.pk))
        Claimant.objects.filter(pk=top.pk).update(stake="party")

        assert workflow.recount_around(top) == 1

    def test_the_api_finds_bodies_at_any_depth(self, client):
        top = body = make_claimant(slug="state")
        for slug in ("ministry", "army", "brigade", "battalion"):
            body = make_claimant(slug=slug, part_of=body)
            make_published(claimant=body)
        make_published(claimant=top)

        found = client.get("/api/v1/claimants/?part_of=state").json()["results"]

        assert {row["slug"] for row in found} == {"ministry", "army", "brigade", "battalion"}

    def test_its_own_side_is_a_whole_four_levels_above(self, client):
        top = body = make_claimant()
        for _level in range(4):
            body = make_claimant(part_of=body)
        one, other = make_published(claimant=body), make_published(claimant=top)
        make_link(one, other)

        assert by_its_own_side(body, Claim.objects.filter(claimant=body)) == (1, [top.slug])


class TestPlaces:
    def test_the_map_counts_a_place_four_levels_below(self, client):
        place = None
        for slug in ("country", "region", "area", "town", "street"):
            place = make_place(slug=slug, name=slug, part_of=place)
        make_published(place=place)

        assert client.get("/en/claims/?place=country").context["page"].rows[0].place_id == place.pk
        assert client.get("/en/map/").status_code == 200
