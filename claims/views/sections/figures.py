"""Figures section: quantities that count the same share an axis."""

from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.charts.figures import Figure, FigureChart, figure_chart
from claims.choices import Measure, QuestionKind
from claims.models import Quantity

#: Measures of harm to people, which share an axis; the words beside a figure then name its measure.
HARM = (Measure.CASUALTIES, Measure.KILLED, Measure.INJURED, Measure.LOSSES)
#: Measures that answer a question about a measure, where it is not that alone.
COVERED = {Measure.CASUALTIES: HARM}
#: The chart's key: ``{sign: (shapes that have it, meaning)}``.
KEY = {
    "number": ({"exact", "at_least", "at_most", "range"}, gettext_lazy("a number")),
    "interval": ({"range", "between"}, gettext_lazy("from the low to the high number")),
    "bound": ({"at_least", "at_most"}, gettext_lazy("that number or more; to the left, or fewer")),
    "about": ({"about"}, gettext_lazy("“about”: no bounds given")),
    "vague": ({"vague"}, gettext_lazy("a word without a number, anywhere on the axis")),
}
#: Widths of the charts, each with the CSS class by which the style sheet chooses one.
FIGURE_WIDTHS = ((680, "l"), (620, "m less"), (340, "s"))


@dataclass
class Axis:
    """Quantities of the same people or things on one axis; losses of different sides never share one."""

    asked: str
    affected: str
    quantities: list[Quantity] = field(default_factory=list)
    silent: list = field(default_factory=list)
    charts: list[tuple[FigureChart, str]] = field(default_factory=list)

    @property
    def measure(self):
        """Return the question's measure, or the one that all quantities share, else casualties."""
        measures = {quantity.measure for quantity in self.quantities}
        return self.asked or (measures.pop() if len(measures) == 1 else Measure.CASUALTIES)

    @property
    def counted(self):
        """Return the label of the measure."""
        return Measure(self.measure).label

    @property
    def shapes(self):
        return {mark.shape for chart, _size in self.charts[:1] for mark in chart.marks}

    @property
    def claims(self):
        return {quantity.claim_id for quantity in self.quantities}

    def draw(self):
        """Make the charts at each width, stacked at the narrowest; return the axis."""
        figures = [*map(self._figure, self.quantities), *map(_silent, self.silent)]
        self.charts = [(figure_chart(figures, width, stacked=size == "s"), size) for width, size in FIGURE_WIDTHS]
        return self

    def _figure(self, quantity):
        words = quantity.in_words
        if quantity.measure != self.measure:
            said = {"figure": words, "measure": quantity.get_measure_display().lower()}
            words = _("%(figure)s %(measure)s") % said
        claim, numbers = quantity.claim, (quantity.low, quantity.best, quantity.high)
        return Figure(str(claim.claimant), claim.reference, words, quantity.bound, *numbers)


def _silent(claim):
    return Figure(str(claim.claimant), claim.reference, _("no figure given"), "")


def axes(claims, question=None):
    """Return the drawn axes of the claims' quantities, and the quantities that share none.

    The question's measure comes first, with the answers that give no figure at all. Any other measure or
    group of people gets an axis where two claims count it, or where the question counts nothing in particular.
    """
    found = list(_grouped(claims, question))
    loose = bool(question and question.kind == QuestionKind.FIGURE and not question.measure)
    shared = [axis for axis in found if axis.asked or loose or len(axis.claims) > 1]
    apart = chain.from_iterable(axis.quantities for axis in found if axis not in shared)
    if shared and question and question.kind == QuestionKind.FIGURE:
        shared[0].silent = [claim for claim in claims if not claim.figures]
    return [axis.draw() for axis in shared], list(apart)


def told_of_figures(shared, apart):
    """Return the template context of ``axes()``."""
    shapes = set().union(*(axis.shapes for axis in shared))
    key = [(sign, words) for sign, (of, words) in KEY.items() if shapes & of]
    return {"axes": shared, "apart": apart, "figures_key": key}


def _grouped(claims, question):
    """Group quantities by measure, affected and unit; those of the question's measure first."""
    groups: dict[tuple, Axis] = {}
    for claim in claims:
        for quantity in claim.figures:
            asked = question is not None and _answers(question, quantity)
            family = "" if quantity.measure in HARM else quantity.measure
            key = (not asked, family, quantity.affected.lower(), quantity.unit.lower())
            axis = groups.setdefault(key, Axis(question.measure if asked else "", quantity.affected))
            axis.quantities.append(quantity)
    return [axis for _key, axis in sorted(groups.items(), key=lambda item: item[0][0])]


def _answers(question, quantity):
    """Return whether a quantity has the measure and the affected of a question."""
    if not question.measure or quantity.measure not in COVERED.get(question.measure, (question.measure,)):
        return False
    return not question.affected or quantity.affected.lower() == question.affected.lower()
