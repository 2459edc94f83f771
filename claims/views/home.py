from collections import Counter

from django.db.models import Count, Q
from django.shortcuts import render

from claims.charts import Happening, line_chart
from claims.choices import Publication, Status
from claims.models import Assessment, Claim, ClaimLink, Event, Question
from claims.views.events import with_day
from claims.views.questions import opposed_questions
from claims.views.vocabulary import EXPLAINED

CARDS, DECISIONS, EVENTS = 6, 6, 30
DISPUTED = Q(contradiction_count__gt=0)
WIDTHS = ((1080, "l"), (640, "m less"), (340, "s"))


def home(request):
    """Show what is disputed now, the latest decisions, and when things happened."""
    happenings = timeline()
    context = {
        "totals": _totals(),
        "links": _with_counts(opposed_questions(CARDS)),
        "questions": Question.objects.public().count(),
        "decisions": latest_decisions(),
        "events": happenings,
        "statuses": EXPLAINED["status"][-1].items(),
        "disputed_events": sum(event.disputed for event in happenings),
        "charts": [(line_chart([_happening(event) for event in happenings], width), size) for width, size in WIDTHS]
        if happenings
        else [],
        "examples": Claim.objects.published().disputed().order_by("-contradiction_count", "pk")[:1],
    }
    return render(request, "claims/home.html", context)


def _totals():
    return Claim.objects.published().aggregate(
        published=Count("pk"),
        contradicted=Count("pk", filter=DISPUTED),
        without_origin=Count("pk", filter=Q(independent_origins=0)),
        corroborated=Count("pk", filter=Q(status__in=(Status.CORROBORATED, Status.VERIFIED))),
    )


def _with_counts(links):
    """Set on each link how many published claims answer its question."""
    asked = [link.first.question_id for link in links]
    published = Claim.objects.published().filter(question__in=asked).order_by()
    counts = dict(published.values_list("question").annotate(Count("pk")))
    for link in links:
        link.answers = counts[link.first.question_id]
    return links


def latest_decisions():
    """Return the newest findings on published claims and links between them: time, finding or None, link or None."""
    findings = Assessment.objects.approved().filter(claim__publication=Publication.PUBLISHED).select_related("claim")
    links = ClaimLink.objects.public().select_related("first", "second")
    decided = [(each.decided_at, each, None) for each in findings.order_by("-decided_at", "-pk")[:DECISIONS]]
    decided += [(each.reviewed_at, None, each) for each in links.order_by("-reviewed_at", "-pk")[:DECISIONS]]
    return sorted(decided, key=lambda decision: decision[0], reverse=True)[:DECISIONS]


def timeline():
    """Return the dated parts of the event that most is claimed about, each with its number and whether it is disputed.

    Events that have parts of their own are left to those. Where no event has parts, all dated events count.
    """
    events = with_day(Event.objects.all()).in_bulk()
    told = Claim.objects.published().filter(event__isnull=False).order_by().values_list("event")
    counts = {pk: counted for pk, *counted in told.annotate(count=Count("pk"), disputed=Count("pk", filter=DISPUTED))}
    beneath: Counter[int] = Counter()
    for pk, (count, _disputed) in counts.items():
        if events[pk].part_of_id:
            beneath[events[pk].part_of_id] += count
    whole = max(beneath, key=lambda pk: (beneath[pk], -pk), default=None)
    shown = [events[pk] for pk in counts if pk not in beneath and events[pk].date and _within(events, pk, whole)]
    shown = sorted(shown, key=lambda event: (event.day, event.pk))[:EVENTS]
    for number, event in enumerate(shown, 1):
        event.number, event.disputed = number, counts[event.pk][1] > 0
    return shown


def _within(events, pk, whole):
    parent = events[pk].part_of_id
    return whole is None or parent == whole or (parent and events[parent].part_of_id == whole)


def _happening(event):
    return Happening(event.number, event.day, event.disputed)
