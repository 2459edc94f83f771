from collections import defaultdict
from datetime import UTC
from typing import NamedTuple

from django.db.models import Count, F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from claims import past
from claims.charts import Figure, figure_chart
from claims.choices import OPPOSING_KINDS, Basis, Measure, Publication
from claims.dates import bounds
from claims.models import Claim, ClaimLink, LedgerEntry, Quantity, Question
from claims.paging import paginate
from claims.states import link_subject
from claims.views.moments import asked_moment
from claims.views.rows import published_rows

MOST_ANSWERS = 200
MOST_LINKS = 60
MOST_DAYS = 30
ASKED = [
    f"first__question__{column}" for column in ("text", "slug", "event__title", "event__date", "event__place__name")
]
WIDE, NARROW = 680, 340
#: What answers a question about a measure, where that is more than the measure itself.
COVERED = {Measure.CASUALTIES: (Measure.CASUALTIES, Measure.KILLED, Measure.INJURED, Measure.LOSSES)}
PUBLISHED = Q(claims__publication=Publication.PUBLISHED)


class Position(NamedTuple):
    """One answer to a question, and the claims that give it."""

    words: str
    answers: list[Claim]

    @property
    def claimants(self):
        return len({answer.claimant.slug for answer in self.answers})


def questions(request):
    """List the questions that published claims answer, the most disputed first."""
    rows = (
        Question.objects.public()
        .select_related("event__place")
        .annotate(
            answers=Count("claims", filter=PUBLISHED),
            claimants=Count("claims__claimant", filter=PUBLISHED, distinct=True),
            disputed=Count("claims", filter=PUBLISHED & Q(claims__contradiction_count__gt=0)),
        )
    )
    page = paginate(rows, "-disputed", request.GET, key="slug", size=50)
    return render(request, "claims/question_list.html", {"page": page})


def question(request, slug):
    """Show one question: who answers what, the figures on one axis, why they differ, what would settle it."""
    asked = asked_moment(request.GET)
    question = get_object_or_404(Question.objects.select_related("event__place"), slug=slug)
    if asked.moment:
        answers, links, quantities = _then(question, asked.moment)
    else:
        answers, links, quantities = _now(question)
    if not answers and not Question.objects.public().filter(pk=question.pk).exists():
        raise Http404
    drawn = charts([_figure(question, quantity) for quantity in quantities])
    _attach(answers, links, quantities)
    if asked.moment:
        question.event, question.summary, question.would_settle = None, "", ""
    context = {
        **asked.context,
        "days": [] if asked.moment else _days_of_change(answers, links),
        "question": question,
        "answers": answers,
        "more": len(answers) == MOST_ANSWERS,
        "claimants": len({answer.claimant_id for answer in answers}),
        "disputed": any(answer.contradiction_count for answer in answers),
        "positions": positions(answers),
        "clashes": [link for link in links if link.disputing],
        "differences": [link for link in links if link.kind in OPPOSING_KINDS and not link.disputing],
        "connections": [link for link in links if link.kind not in OPPOSING_KINDS],
        "bases": {link.basis: link for link in links if link.kind in OPPOSING_KINDS}.values(),
        "quantities": quantities,
        "unit": _unit(question, quantities),
        "charts": drawn,
        "shapes": {mark.shape for mark in drawn[0][0].marks} if drawn else (),
        "settling": question.would_settle.splitlines(),
    }
    return render(request, "claims/question_detail.html", context, status=asked.status)


def _now(question):
    answers = list(published_rows().filter(question=question).order_by("asserted_latest", "pk")[:MOST_ANSWERS])
    links = (
        ClaimLink.objects.public()
        .filter(first__question=question, second__question=question)
        .order_by("pk")
        .for_reading()[:MOST_ANSWERS]
    )
    return answers, list(links), list(_quantities(question, answers))


def _then(question, moment):
    """Return what stood at a moment: answers, the links between them, the figures that answer the question."""
    stood = past.claims_of(past.answers(question, moment)[:MOST_ANSWERS])
    links = [
        link for link in past.links_around(stood, moment) if {link.first.reference, link.second.reference} <= set(stood)
    ]
    answers = sorted(stood.values(), key=lambda claim: (bounds(claim.asserted).latest, claim.pk))
    for answer in answers:
        question.text = answer.question.text
    return answers, links, list(_answering(question, answers))


def _answering(question, answers):
    measures = COVERED.get(question.measure, [question.measure])
    for answer in answers:
        for quantity in answer.stood_quantities:
            if question.measure and quantity.measure not in measures:
                continue
            if question.affected and quantity.affected.lower() != question.affected.lower():
                continue
            quantity.claim = answer
            yield quantity


def _days_of_change(answers, links):
    """Return the days (UTC) on which the record of these claims or links changed, newest first."""
    subjects = [answer.reference for answer in answers] + [link_subject(link) for link in links]
    entries = LedgerEntry.objects.filter(subject__in=subjects).order_by()
    return list(entries.datetimes("recorded_at", "day", order="DESC", tzinfo=UTC)[:MOST_DAYS])


def positions(answers):
    """Group answers by their position, the most frequent first and those without one last."""
    grouped = defaultdict(list)
    for answer in answers:
        grouped[answer.position].append(answer)
    found = [Position(words, group) for words, group in grouped.items()]
    return sorted(found, key=lambda position: (not position.words, -len(position.answers)))


def charts(figures):
    """Return a picture of the figures for wide screens and one for narrow ones, each with its size; none of none."""
    if not figures:
        return []
    return [(figure_chart(figures, WIDE, stacked=False), "m"), (figure_chart(figures, NARROW, stacked=True), "s")]


def _quantities(question, answers):
    """Return the quantities that answer a question: those of its measure and of whom it asks about."""
    by_pk = {answer.pk: answer for answer in answers}
    found = Quantity.objects.filter(claim__in=by_pk).order_by("claim__asserted_latest", "pk")
    if question.measure:
        found = found.filter(measure__in=COVERED.get(question.measure, [question.measure]))
    if question.affected:
        found = found.filter(affected__iexact=question.affected)
    for quantity in found:
        quantity.claim = by_pk[quantity.claim_id]
        yield quantity


def _unit(question, quantities):
    """Say what the axis counts: the question's own measure, or the unit that all figures share."""
    if question.measure:
        return ": ".join(words for words in (question.get_measure_display(), question.affected) if words)
    units = {quantity.unit for quantity in quantities}
    return units.pop() if len(units) == 1 else ""


def _figure(question, quantity):
    claim = quantity.claim
    words = quantity.in_words
    if quantity.measure != question.measure:
        words = f"{words} {quantity.get_measure_display().lower()}"
    return Figure(
        str(claim.claimant), claim.reference, words, quantity.bound, quantity.low, quantity.best, quantity.high
    )


def _attach(answers, links, quantities):
    """Set on each answer its figures and the links that set it against another."""
    figures, opposed = defaultdict(list), defaultdict(list)
    for quantity in quantities:
        figures[quantity.claim_id].append(quantity)
    for link in links:
        if link.kind in OPPOSING_KINDS and link.basis != Basis.INCOMPATIBLE:
            opposed[link.first_id].append(link)
            opposed[link.second_id].append(link)
    for answer in answers:
        answer.figures, answer.differs = figures[answer.pk], opposed[answer.pk]


def _shown(end):
    """Return the columns of one end of a link that a card shows."""
    claim = ("kind", "status", "statement", "position", "question")
    claimant = ("name", "short_name", "slug", "stake")
    return [f"{end}__{column}" for column in claim] + [f"{end}__claimant__{column}" for column in claimant]


def opposed_questions(most):
    """Return for up to ``most`` questions a link between two of their answers: those that cannot both hold first."""
    links = (
        ClaimLink.objects.public()
        .filter(kind__in=OPPOSING_KINDS, first__question=F("second__question"))
        .select_related("first__claimant", "second__claimant", "first__question__event__place")
        .only("kind", "basis", "rationale", *_shown("first"), *_shown("second"), *ASKED)
        .order_by("-first__contradiction_count", "pk")[:MOST_LINKS]
    )
    by_question: dict[int, ClaimLink] = {}
    for link in sorted(links, key=lambda link: not link.disputing):
        by_question.setdefault(link.first.question_id, link)
    return list(by_question.values())[:most]
