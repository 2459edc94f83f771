"""List and detail views of events."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render

from claims.charts.graph import MAX_GRAPH_LINKS
from claims.models import Claim, ClaimLink, Event, Question
from claims.models.claims import IS_DISPUTED
from claims.search.pagination import ROWS_PER_PAGE, paginate
from claims.selectors.claims import page_of, published_rows, with_counts
from claims.selectors.events import with_day
from claims.views.sections.dates import clocks_of
from claims.views.sections.graph import graph_of


def events(request):
    """List the events of published claims in chronological order."""
    rows = with_day(Event.objects.public().select_related("place"))
    page = paginate(rows, "day", request.GET, key="slug", size=ROWS_PER_PAGE)
    with_counts(page.rows, "event")
    return render(request, "claims/event_list.html", {"page": page})


def event(request, slug):
    """Show one event with its parts and questions, and the claims about it and its parts."""
    event = get_object_or_404(Event.objects.public().select_related("place__part_of"), slug=slug)
    within = list(Event.objects.within(event).order_by().values_list("pk", flat=True))
    claims = Claim.objects.published().filter(event__in=within)
    parts = with_day(Event.objects.public().filter(part_of=event).select_related("place"))
    context = {
        "event": event,
        "wholes": Event.objects.wholes_of(event),
        "parts": with_counts(list(parts.order_by("day", "pk")), "event"),
        "questions": Question.objects.public().filter(event=event).order_by("text"),
        **claims.aggregate(count=Count("pk"), contradicted=Count("pk", filter=IS_DISPUTED)),
        "page": page_of(published_rows().filter(event__in=within), "-contradiction_count", request.GET),
        "clocks": clocks_of(claims, [("event", event.slug)]),
        **graph_of(links_within(within)),
    }
    return render(request, "claims/event_detail.html", context)


def links_within(events):
    """Return public links between claims about ``events``, at most one more than the graph can show."""
    public = ClaimLink.objects.public().filter(first__event__in=events, second__event__in=events)
    return public.order_by("pk").for_reading()[: MAX_GRAPH_LINKS + 1]
