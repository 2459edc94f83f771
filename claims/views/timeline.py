"""View of the timeline of selected claims; ``?from=2023-10&to=2023-10-15`` zooms."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import render
from django.utils.translation import gettext as _

from claims.charts.event_line import Happening, line_chart
from claims.charts.window import Window
from claims.dates import Bounds, in_words
from claims.models import Claim, Event
from claims.models.claims import IS_DISPUTED
from claims.search.claim_filter import ClaimFilter
from claims.search.fields import DayField
from claims.selectors.claims import published_rows, with_differences
from claims.views.events import with_day
from claims.views.forms import ZoomField
from claims.views.sections.dates import BAND_WIDTHS, clocks_of, dates_of, usual_window

EVENTS_SHOWN, CLAIMS_SHOWN, MAX_WHOLES = 30, 10, 4


@dataclass
class Zoom:
    """Parsed ``from`` and ``to``: as typed, their bounds, and errors by name."""

    typed: dict[str, str]
    read: dict[str, Bounds]
    errors: dict[str, str]

    def window(self, usual):
        """Return the window asked for; a missing end is that of ``usual``, or as far away as ``usual`` is long."""
        first = self.read["from"].earliest if "from" in self.read else usual.first
        last = self.read["to"].latest if "to" in self.read else usual.last
        if first <= last:
            return Window(first, last)
        if "from" in self.read:
            return Window(first, first).grown(0, usual.days - 1)
        return Window(last, last).grown(usual.days - 1, 0)

    @property
    def pairs(self):
        return [(name, self.typed[name]) for name in self.read]


def timeline(request):
    """Show the three clocks, the events and the first claims of the selected claims."""
    found, zoom = ClaimFilter(request.GET, Claim.objects.published()), asked_zoom(request.GET)
    selection = found.selection()
    params = [(each.name, each.value) for each in found.applied]
    dates = dates_of(selection)
    window = zoom.window(usual_window(dates.given)) if dates.given else None
    clocks = clocks_of(selection, params, window, dates)
    context = {
        "filter": found,
        "zoom_fields": _zoom_fields(zoom, clocks),
        "clocks": clocks,
        "chips": [(each, _query(_without(found, each), zoom.pairs)) for each in found.applied],
        "window_words": window and in_words(f"{window.first}/{window.last}"),
    }
    if clocks:
        context |= {
            "steps": steps(clocks, params),
            **_events_in(selection, clocks.window),
            **_claims_in(found, clocks.window, params),
        }
    return render(request, "claims/timeline.html", context, status=400 if found.errors or zoom.errors else 200)


def asked_zoom(params):
    """Parse ``from`` and ``to``, each a year, month or day. Invalid values become errors and are left out."""
    zoom = Zoom({name: params.get(name, "") for name in ("from", "to")}, {}, {})
    for name, text in zoom.typed.items():
        try:
            value = DayField(required=False, max_length=40).clean(text)
        except ValidationError as error:
            zoom.errors[name] = " ".join(error.messages)
        else:
            zoom.read |= {name: value[1]} if value else {}
    if len(zoom.read) == 2 and zoom.read["from"].earliest > zoom.read["to"].latest:
        zoom.errors["to"] = _("This is before the first day, so it is left out.")
        del zoom.read["to"]
    return zoom


def _zoom_fields(zoom, clocks):
    """Return the two date inputs; their placeholders are the window's days."""
    shown = (clocks.window.first.isoformat(), clocks.window.last.isoformat()) if clocks else ("", "")
    labels = {"from": _("From"), "to": _("Up to")}
    return [
        ZoomField(name, label, zoom.typed[name], day, zoom.errors.get(name, ""))
        for (name, label), day in zip(labels.items(), shown, strict=True)
    ]


def steps(clocks, params):
    """Return ``(label, query string)`` of the useful steps: earlier, later, zoom in, zoom out, everything."""
    window, whole = clocks.window, clocks.whole
    half, quarter = max(window.days // 2, 1), window.days // 4
    found = [
        (_("Earlier"), window.moved(-half), whole.first < window.first),
        (_("Later"), window.moved(half), whole.last > window.last),
        (_("Zoom in"), window.grown(-quarter, -quarter), quarter > 0),
        (_("Zoom out"), window.grown(half, half), whole.first < window.first or whole.last > window.last),
        (_("Everything"), whole, whole != window),
    ]
    return [(label, _query(params, _days(there))) for label, there, useful in found if useful]


def _days(window):
    return [("from", window.first.isoformat()), ("to", window.last.isoformat())]


def _query(params, days):
    return f"?{urlencode([*params, *days])}"


def _without(found, applied):
    return [(each.name, each.value) for each in found.applied if each != applied]


def _events_in(claims, window):
    """Return the context of the events in the window with most claims, in order. 2 queries."""
    told = claims.filter(event__earliest__lte=window.last, event__latest__gte=window.first).exclude(event__date="")
    counted = (
        told.order_by().values_list("event").annotate(count=Count("pk"), contradicted=Count("pk", filter=IS_DISPUTED))
    )
    counts = {pk: rest for pk, *rest in counted.order_by("-count", "event")[: EVENTS_SHOWN + 1]}
    shown = list(counts)[:EVENTS_SHOWN]
    events = list(with_day(Event.objects.filter(pk__in=shown).select_related("part_of")).order_by("day", "pk"))
    for number, event in enumerate(events, 1):
        event.number, event.disputed = number, counts[event.pk][1] > 0
    return {
        "events": events,
        "disputed_events": sum(event.disputed for event in events),
        "more_events": len(counts) > EVENTS_SHOWN,
        "wholes": list(dict.fromkeys(event.part_of for event in events if event.part_of))[:MAX_WHOLES],
        "charts": line_of(events, window),
    }


def line_of(events, window=None):
    """Return ``(chart, size class)`` of numbered events at three widths; empty without events."""
    happenings = [Happening(each.number, each.date, each.earliest, each.latest, each.disputed) for each in events]
    return [(line_chart(happenings, width, window), size) for width, size in BAND_WIDTHS] if events else []


def _claims_in(found, window, params):
    """Return the context of the first claims in the window, and the query string of the list of all."""
    pairs = [(name, value) for name, value in params if not name.startswith("about_")]
    pairs += [("about_after", window.first.isoformat()), ("about_before", window.last.isoformat()), ("sort", "oldest")]
    chosen = found.selection().filter(about_latest__gte=window.first, about_earliest__lte=window.last)
    rows = published_rows().filter(
        pk__in=chosen.exclude(about="").order_by("about_latest", "pk").values("pk")[:CLAIMS_SHOWN]
    )
    claims = list(rows.order_by("about_latest", "pk"))
    with_differences(claims)
    return {"claims": claims, "list_query": urlencode(pairs)}
