from django.db.models import Case, Count, Q, When
from django.shortcuts import get_object_or_404, render

from claims.choices import Publication
from claims.dates import ANY_DAY
from claims.models import Claim, Event, Question
from claims.paging import paginate
from claims.views.rows import page_of, published_rows

PUBLISHED = Q(claims__publication=Publication.PUBLISHED)


def with_day(events):
    """Set ``day``: the first possible day, or the last where only that is known. A day nobody knows comes last."""
    return events.annotate(day=Case(When(earliest=ANY_DAY.earliest, then="latest"), default="earliest"))


def _with_counts(events):
    return (
        with_day(events)
        .select_related("place", "part_of")
        .annotate(
            published=Count("claims", filter=PUBLISHED),
            contradicted=Count("claims", filter=PUBLISHED & Q(claims__contradiction_count__gt=0)),
        )
    )


def events(request):
    """List the events that published claims are about, in the order in which they happened."""
    page = paginate(_with_counts(Event.objects.public()), "day", request.GET, key="slug", size=50)
    return render(request, "claims/event_list.html", {"page": page})


def event(request, slug):
    """Show one event: when and where, its parts, its questions, and what is claimed about it and its parts."""
    event = get_object_or_404(Event.objects.public().select_related("place__part_of", "part_of"), slug=slug)
    within = Q(event=event) | Q(event__part_of=event) | Q(event__part_of__part_of=event)
    claims = published_rows().filter(within)
    context = {
        "event": event,
        "whole": event.part_of,
        "parts": _with_counts(Event.objects.public().filter(part_of=event)).order_by("day", "pk"),
        "questions": Question.objects.public().filter(event=event).order_by("text"),
        "count": Claim.objects.published().filter(within).count(),
        "contradicted": Claim.objects.published().disputed().filter(within).count(),
        "page": page_of(claims, "-contradiction_count", request.GET),
    }
    return render(request, "claims/event_detail.html", context)
