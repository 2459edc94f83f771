"""List and detail views of questions."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from claims.choices import LinkState
from claims.dates import bounds
from claims.ledger import history
from claims.ledger.entries import link_subject
from claims.models import Claim, ClaimLink, Question
from claims.search.pagination import ROWS_PER_PAGE, paginate
from claims.selectors.as_of import asked_moment, changed_days
from claims.selectors.claims import published_rows
from claims.selectors.comparison import read_now, read_then
from claims.views.sections.figures import axes, told_of_figures
from claims.views.sections.graph import graph_of
from claims.views.sharing import addresses

MAX_ANSWERS_SHOWN = 200
MAX_LINKS_SHOWN = 60
ASKED = [
    f"first__question__{column}" for column in ("text", "slug", "event__title", "event__date", "event__place__name")
]
#: Values of ``?state=``. "open": the answers differ, but may all hold.
STATES = {"disputed": pgettext_lazy("questions", "Disputed"), "open": pgettext_lazy("questions", "Open")}


class Position(NamedTuple):
    """One answer to a question, and the claims that give it."""

    words: str
    answers: list[Claim]

    @property
    def claimants(self):
        return len({answer.claimant.slug for answer in self.answers})


@dataclass
class Reading:
    """A question with its answers and the links among them, from the tables or rebuilt from the ledger."""

    question: Question
    answers: list[Claim]
    links: list[ClaimLink]

    @property
    def context(self):
        opposing = [link for link in self.links if link.opposing]
        return {
            "question": self.question,
            "answers": self.answers,
            "claimants": len({answer.claimant.slug for answer in self.answers}),
            "positions": positions(self.answers),
            "links": self.links,
            "bases": {link.basis: link for link in opposing}.values(),
        }


def questions(request):
    """List the questions that published claims answer, the most disputed first."""
    state = request.GET.get("state", "")
    rows = (
        Question.objects.public()
        .select_related("event__place")
        .annotate(disputed=Coalesce(_counted(_disputed_answers()), 0))
    )
    if state == "disputed":
        rows = rows.filter(Exists(_disputed_answers()))
    elif state == "open":
        rows = rows.filter(_opposed(), ~Exists(_disputed_answers()))
    page = paginate(rows, "-disputed", request.GET, key="slug", size=ROWS_PER_PAGE)
    _count_answers(page.rows)
    unknown = bool(state) and state not in STATES
    context = {"page": page, "state": state, "states": STATES.items(), "unknown": unknown}
    return render(request, "claims/question_list.html", context, status=400 if unknown else 200)


def _disputed_answers():
    """Return the disputed published claims of the outer query's question."""
    return Claim.objects.published().disputed().filter(question=OuterRef("pk")).order_by()


def _counted(answers):
    return Subquery(answers.values("question").annotate(count=Count("pk")).values("count"))


def _opposed():
    """Return the condition that a public opposing link joins two answers to a question."""
    opposing = ClaimLink.objects.public().opposing()
    return Exists(opposing.filter(first__question=OuterRef("pk"), second__question=OuterRef("pk")))


def _count_answers(rows):
    """Set ``answers`` and ``claimants`` on each question: counts of published claims and their claimants. 1 query."""
    answers = Claim.objects.published().filter(question__in=rows).order_by().values_list("question")
    counted = answers.annotate(Count("pk"), Count("claimant", distinct=True))
    counts = {pk: (claims, claimants) for pk, claims, claimants in counted}
    for row in rows:
        row.answers, row.claimants = counts.get(row.pk, (0, 0))


def question(request, slug):
    """Show one question: its answers by position, figures, links, and what would settle it."""
    asked = asked_moment(request.GET)
    reading = read(slug, asked.moment)
    context = {
        **reading.context,
        **asked.context,
        **told_of_figures(*axes(reading.answers, reading.question)),
        **graph_of(reading.links),
        "days": days_of_change(slug),
        "more": len(reading.answers) == MAX_ANSWERS_SHOWN,
        "list_address": list_address(slug, asked.moment),
        "settling": reading.question.would_settle.splitlines(),
        **addresses(request, reading.question),
    }
    return render(request, "claims/question_detail.html", context, status=asked.status)


def list_address(slug, moment=None):
    """Return the URL of the list of all answers to a question, as of the same moment."""
    return reverse("claims:claims") + (f"{moment.query}&" if moment else "?") + urlencode({"question": slug})


def read(slug, moment=None):
    """Return the ``Reading`` of a question, as of now or of a moment. Raises Http404 where it is not public."""
    question = get_object_or_404(Question.objects.select_related("event__place"), slug=slug)
    reading = _then(question, moment) if moment else _now(question)
    if not reading.answers and not Question.objects.public().filter(pk=question.pk).exists():
        raise Http404
    return reading


def _now(question):
    answers = list(published_rows().filter(question=question).order_by("asserted_latest", "pk")[:MAX_ANSWERS_SHOWN])
    return Reading(question, answers, read_now(answers))


def _then(question, moment):
    """Return the ``Reading`` as of a moment; fields of a question that the ledger does not keep are emptied."""
    stood = history.rebuild_claims(history.answer_entries(question, moment)[:MAX_ANSWERS_SHOWN])
    links = read_then(stood, moment)
    answers = sorted(stood.values(), key=lambda claim: (bounds(claim.asserted).latest, claim.pk))
    for answer in answers:
        question.text = str(answer.question)
    question.event, question.summary, question.would_settle = None, "", ""
    return Reading(question, answers, links)


def days_of_change(slug):
    """Return the days (UTC) with ledger entries of a question's answers or their links, newest first."""
    answers = Claim.objects.published().filter(question__slug=slug)
    links = ClaimLink.objects.exclude(state=LinkState.SUGGESTED).filter(first__in=answers, second__in=answers)
    read = links.select_related("first", "second").only("kind", "first__reference", "second__reference")
    references = answers.order_by("pk").values_list("reference", flat=True)[:MAX_ANSWERS_SHOWN]
    return changed_days([*references, *map(link_subject, read.order_by("pk")[:MAX_ANSWERS_SHOWN])])


def positions(answers):
    """Group answers by their position, the most frequent first and those without one last."""
    grouped = defaultdict(list)
    for answer in answers:
        grouped[answer.position].append(answer)
    found = [Position(words, group) for words, group in grouped.items()]
    return sorted(found, key=lambda position: (not position.words, -len(position.answers)))


def _shown(end):
    """Return the column names of one end of a link that a card needs, for ``only()``."""
    claim = ("kind", "status", "statement", "position", "question")
    claimant = ("name", "short_name", "slug", "stake")
    return [f"{end}__{column}" for column in claim] + [f"{end}__claimant__{column}" for column in claimant]


def opposed_questions(most):
    """Return one opposing link between answers for each of up to ``most`` questions, disputing links first."""
    links = (
        ClaimLink.objects.public()
        .opposing()
        .filter(first__question=F("second__question"))
        .select_related("first__claimant", "second__claimant", "first__question__event__place")
        .only("kind", "basis", "rationale", *_shown("first"), *_shown("second"), *ASKED)
        .order_by("-first__contradiction_count", "pk")[:MAX_LINKS_SHOWN]
    )
    by_question: dict[int | None, ClaimLink] = {}
    for link in sorted(links, key=lambda link: not link.disputing):
        by_question.setdefault(link.first.question_id, link)
    return list(by_question.values())[:most]
