"""The home page: disputed questions, latest decisions, events on a timeline."""

from collections import Counter
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.shortcuts import render

from claims.choices import Publication, Status
from claims.glossary import EXPLAINED
from claims.models import Assessment, Claim, ClaimLink, Event, Question
from claims.models.claims import IS_DISPUTED
from claims.models.trees import line_up, parents_of
from claims.views.events import with_day
from claims.views.questions import opposed_questions
from claims.views.timeline import line_of

CARDS_SHOWN, DECISIONS_SHOWN, EVENTS_SHOWN = 6, 6, 30
#: Findings fetched for each decision shown, since equal findings on several claims are shown as one.
FINDINGS_PER_DECISION = 5


def home(request):
    """Render the home page."""
    whole, events, more = timeline()
    context = {
        "totals": _totals(),
        "links": _with_counts(opposed_questions(CARDS_SHOWN)),
        "questions": Question.objects.public().count(),
        "decisions": latest_decisions(),
        "whole": whole,
        "events": events,
        "more_events": more,
        "statuses": EXPLAINED["status"][-1].items(),
        "disputed_events": sum(event.disputed for event in events),
        "charts": line_of(events),
        "examples": Claim.objects.published().disputed().order_by("-contradiction_count", "pk")[:1],
    }
    return render(request, "claims/home.html", context)


def _totals():
    return Claim.objects.published().aggregate(
        published=Count("pk"),
        contradicted=Count("pk", filter=IS_DISPUTED),
        without_origin=Count("pk", filter=Q(independent_origins=0)),
        corroborated=Count("pk", filter=Q(status__in=(Status.CORROBORATED, Status.VERIFIED))),
    )


def _with_counts(links):
    """Set ``answers`` on each link: the count of published claims on its question. 1 query."""
    asked = [link.first.question_id for link in links]
    published = Claim.objects.published().filter(question__in=asked).order_by()
    counts = dict(published.values_list("question").annotate(Count("pk")))
    for link in links:
        link.answers = counts[link.first.question_id]
    return links


def latest_decisions():
    """Return the newest findings and links of published claims as ``(time, finding or None, link or None)``.

    Consecutive findings that are equal for several claims are merged; ``claims`` of the finding holds them.
    """
    findings = Assessment.objects.approved().filter(claim__publication=Publication.PUBLISHED).select_related("claim")
    links = ClaimLink.objects.public().select_related("first", "second")
    newest = findings.order_by("-decided_at", "-pk")[: DECISIONS_SHOWN * FINDINGS_PER_DECISION]
    decided: list[tuple[Any, Assessment | None, ClaimLink | None]] = [
        (each.decided_at, each, None) for each in _together(newest)
    ]
    decided += [(each.reviewed_at, None, each) for each in links.order_by("-reviewed_at", "-pk")[:DECISIONS_SHOWN]]
    return sorted(decided, key=lambda decision: decision[0], reverse=True)[:DECISIONS_SHOWN]


def _together(findings):
    for _same, alike in groupby(findings, key=lambda each: (each.status, each.rationale, each.decided_at.date())):
        first, *others = alike
        first.claims = [first.claim, *(each.claim for each in others)]
        yield first


def timeline():
    """Return the event with most claims, its dated parts in order and numbered, and whether there are more.

    Parts that have parts themselves are left out. Where no event has parts, all dated events are returned.
    """
    told = Claim.objects.published().exclude(event__date="").filter(event__isnull=False).order_by()
    counted = told.values_list("event").annotate(count=Count("pk"), contradicted=Count("pk", filter=IS_DISPUTED))
    found = {pk: numbers for pk, *numbers in counted}
    parents = parents_of(Event.objects.around(*found).only("part_of"))
    wholes = {pk: line_up(parents, pk)[1:] for pk in found}
    beneath: Counter[int] = Counter()
    for pk, line in wholes.items():
        beneath.update(dict.fromkeys(line, found[pk][0]))
    whole = max(beneath, key=lambda pk: (beneath[pk], -pk), default=None)
    shown = {pk: found[pk] for pk in found if pk not in beneath and (whole is None or whole in wholes[pk])}
    most = sorted(shown, key=lambda pk: (-shown[pk][0], pk))[:EVENTS_SHOWN]
    events = with_day(Event.objects.all()).in_bulk([*most, *([whole] if whole else [])])
    ordered = sorted((events[pk] for pk in most), key=lambda event: (event.day, event.pk))
    for number, event in enumerate(ordered, 1):
        event.number, event.disputed = number, shown[event.pk][1] > 0
    return events.get(whole), ordered, len(shown) > len(most)
