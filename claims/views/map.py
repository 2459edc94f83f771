"""View of the map: places of the selected claims, and a list of those without coordinates."""

from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.charts.coastline import Frame, frame_around
from claims.charts.map import Spot, place_chart
from claims.choices import PlaceKind
from claims.models import Claim, Event, Place
from claims.models.claims import IS_DISPUTED
from claims.models.trees import line_up, parents_of
from claims.search.claim_filter import ClaimFilter
from claims.views.forms import ZoomField

WIDE, NARROW = 680, 340
#: Bounding box of the whole map in degrees: west, south, east, north.
WHOLE_AREA = (-12.9, 9.7, 5.6, 25.4)
MAX_EVENTS_SHOWN = 500
#: Filters with inputs of their own on the page, each with its placeholder.
DAYS = {"about_after": "2023-10", "about_before": "2023-10-31"}
COUNTRIES = {
    "ML": gettext_lazy("Mali"),
    "MR": gettext_lazy("Mauritania"),
    "SN": gettext_lazy("Senegal"),
    "GN": gettext_lazy("Guinea"),
    "CI": gettext_lazy("Côte d’Ivoire"),
    "BF": gettext_lazy("Burkina Faso"),
    "NE": gettext_lazy("Niger"),
    "DZ": gettext_lazy("Algeria"),
}


@dataclass
class Located:
    """A place with the counts of claims at it or within it, the places within it, and its events."""

    place: Place
    count: int = 0
    disputed: int = 0
    parts: list["Located"] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    counted_at: Place | None = None

    @property
    def known(self):
        return self.point is not None

    @property
    def point(self):
        """Return ``(longitude, latitude)`` in degrees; None without coordinates."""
        if self.place.longitude is None or self.place.latitude is None:
            return None
        return float(self.place.longitude), float(self.place.latitude)

    @property
    def spot(self):
        place, (east, north) = self.place, self.point
        return Spot(place.slug, place.name, east, north, self.count, self.disputed > 0, place.coordinates_inferred)


def places(request):
    """Show the places of the selected claims on the whole map, or zoomed to ``?area=``."""
    found = ClaimFilter(request.GET, Claim.objects.published())
    located = located_places(found.selection())
    areas = areas_of(located.values())
    asked = request.GET.get("area", "")
    area = next((each for each in areas if each.place.slug == asked), None)
    frames = [_frame(area, width) for width in (WIDE, NARROW)]
    shown = sorted(_within(area) if area else located.values(), key=lambda each: (-each.count, each.place.slug))
    known = [each for each in shown if each.known]
    drawn = [each for each in known if frames[0].holds(*each.point)]
    drawings = charts([each.spot for each in drawn], frames)
    context = {
        "filter": found,
        "chips": _chips(found, area),
        "kept_filters": [each for each in found.applied if each.name not in DAYS],
        "zoom_fields": _zoom_fields(found.data),
        "kept": _query(found.applied),
        "narrow": _query(each for each in found.applied if each.name != "place"),
        "areas": sorted(areas, key=lambda each: each.place.name),
        "area": area,
        "problem": _("There is no such area on the map, so this is all of it.") if asked and not area else "",
        "charts": drawings,
        "unnamed": any(chart.unnamed for chart, _size in drawings),
        "drawn": drawn,
        "disputed": sum(each.disputed > 0 for each in drawn),
        "beyond": [each for each in known if each not in drawn],
        "unknown": [each for each in shown if not each.known],
    }
    return render(
        request, "claims/map.html", context, status=404 if context["problem"] else 400 if found.errors else 200
    )


def _chips(found, area):
    """Return each applied filter with the query string that removes it and keeps the area."""
    same_area = f"&{urlencode({'area': area.place.slug})}" if area else ""
    return [(each, found.address(without=[each]) + same_area) for each in found.applied]


def _zoom_fields(data):
    """Return the two date inputs."""
    labels = {"about_after": _("Happened from"), "about_before": _("Happened up to")}
    return [ZoomField(name, labels[name], data.get(name, ""), example) for name, example in DAYS.items()]


def _query(applied):
    """Return filters as a query string that ends with "&", for the template to append a parameter."""
    return "".join(f"{urlencode({each.name: each.value})}&" for each in applied)


def charts(spots, frames):
    """Return ``(chart, size class)`` for wide and narrow screens."""
    names = {code: str(name) for code, name in COUNTRIES.items()}
    return [(place_chart(spots, frame, names), size) for frame, size in zip(frames, ("m", "s"), strict=True)]


def located_places(claims):
    """Return by id the places of ``claims`` and the places that contain them. 3 queries."""
    rows = Place.objects.in_bulk()
    parents = parents_of(rows.values())
    found: dict[int, Located] = {}
    named = claims.order_by().exclude(place=None).values_list("place")
    counted = named.annotate(count=Count("pk"), disputed=Count("pk", filter=IS_DISPUTED))
    for pk, count, disputed in counted:
        for whole in line_up(parents, pk):
            each = found.setdefault(whole, Located(rows[whole]))
            each.count += count
            each.disputed += disputed
    for pk, each in found.items():
        line = line_up(parents, pk)[1:]
        for whole in line:
            found[whole].parts.append(each)
        each.counted_at = next((rows[whole] for whole in line if rows[whole].latitude is not None), None)
    for place, events in _events_of(claims).items():
        if place in found:
            found[place].events = events
    return found


def _events_of(claims):
    """Return the events of ``claims`` by the id of their place. 1 query."""
    told = claims.order_by().values("event")
    found = defaultdict(list)
    for event in Event.objects.filter(pk__in=told).exclude(place=None).order_by("earliest", "pk")[:MAX_EVENTS_SHOWN]:
        found[event.place_id].append(event)
    return found


def areas_of(located):
    """Return the places to zoom to: no countries, and at least two different points in them."""
    parts = [each for each in located if each.place.kind != PlaceKind.COUNTRY]
    return [each for each in parts if len({one.point for one in _within(each) if one.known}) > 1]


def _within(area):
    return [area, *area.parts]


def _frame(area, width):
    if area is None:
        return Frame(*WHOLE_AREA, width)
    return frame_around([each.point for each in _within(area) if each.known], width)
