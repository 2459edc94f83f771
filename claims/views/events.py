from django.db.models import Case, Q, When
from django.shortcuts import get_object_or_404, render

from claims.dates import ANY_DAY
from claims.models import Claim, Event, Question
from claims.paging import paginate
from claims.views.rows import page_of, published_rows, with_counts


def with_day(events):
    """Set ``day``: the first possible day, or the last where only that is known. A day nobody knows comes last."""
    return events.annotate(day=Case(When(earliest=ANY_DAY.earliest, then="latest"), default="earliest"))


def events(request):
    """List the events that published claims are about, in the order in which they happened."""
    rows = with_day(Event.objects.public().select_related("place"))
    page = paginate(rows, "day", request.GET, key="slug", size=50)
    with_counts(page.rows, "event")
    return render(request, "claims/event_list.html", {"page": page})


def event(request, slug):
    """Show one event: when and where, its parts, its questions, and what is claimed about it and its parts."""
    event = get_object_or_404(Event.objects.public().select_related("place__part_of", "part_of"), slug=slug)
    within = Q(event=event) | Q(event__part_of=event) | Q(event__part_of__part_of=event)
    claims = published_rows().filter(within)
    parts = with_day(Event.objects.public().filter(part_of=event).select_related("place"))
    context = {
        "event": event,
        "whole": event.part_of,
        "parts": with_counts(list(parts.order_by("day", "pk")), "event"),
        "questions": Question.objects.public().filter(event=event).order_by("text"),
        "count": Claim.objects.published().filter(within).count(),
        "contradicted": Claim.objects.published().disputed().filter(within).count(),
        "page": page_of(claims, "-contradiction_count", request.GET),
    }
    return render(request, "claims/event_detail.html", context)
