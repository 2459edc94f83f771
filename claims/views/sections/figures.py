"""The figures that claims give: those that count the same on one axis, the others apart."""

from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.charts.figures import Figure, FigureChart, figure_chart
from claims.choices import Measure, QuestionKind
from claims.models import Quantity

#: Harm to people, which one axis can hold: the words beside a figure then say which harm it is.
HARM = (Measure.CASUALTIES, Measure.KILLED, Measure.INJURED, Measure.LOSSES)
#: What answers a question about a measure, where that is more than the measure itself.
COVERED = {Measure.CASUALTIES: HARM}
#: What the signs of a picture mean, and which shapes have them.
KEY = {
    "number": ({"exact", "at_least", "at_most", "range"}, gettext_lazy("a number")),
    "interval": ({"range", "between"}, gettext_lazy("from the low to the high number")),
    "bound": ({"at_least", "at_most"}, gettext_lazy("that number or more; to the left, or fewer")),
    "about": ({"about"}, gettext_lazy("“about”: no bounds given")),
    "vague": ({"vague"}, gettext_lazy("a word without a number, anywhere on the axis")),
}
#: The widths that the style sheet chooses from, each with the class that it chooses by.
FIGURE_WIDTHS = ((680, "l"), (620, "m less"), (340, "s"))


@dataclass
class Axis:
    """Figures that count the same people or things, so that no side's losses stand beside another's."""

    asked: str
    affected: str
    quantities: list[Quantity] = field(default_factory=list)
    silent: list = field(default_factory=list)
    charts: list[tuple[FigureChart, str]] = field(default_factory=list)

    @property
    def measure(self):
        """The measure that a question asks for, or the one that all figures are of."""
        measures = {quantity.measure for quantity in self.quantities}
        return self.asked or (measures.pop() if len(measures) == 1 else Measure.CASUALTIES)

    @property
    def counted(self):
        """What is counted, in words."""
        return Measure(self.measure).label

    @property
    def shapes(self):
        return {mark.shape for chart, _size in self.charts[:1] for mark in chart.marks}

    @property
    def claims(self):
        return {quantity.claim_id for quantity in self.quantities}

    def draw(self):
        """Draw the figures at each width, stacked on the narrowest."""
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
    """Return the axes that figures of ``claims`` can share, drawn, and the figures that share none.

    What the question counts comes first, with those of its answers that give no figure at all. Any other measure or
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
    """Return what templates need of axes and of the figures that share none."""
    shapes = set().union(*(axis.shapes for axis in shared))
    key = [(sign, words) for sign, (of, words) in KEY.items() if shapes & of]
    return {"axes": shared, "apart": apart, "figures_key": key}


def _grouped(claims, question):
    """Group figures by what, whom and in which unit they count; those of the question's own measure first."""
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
    """Tell whether a quantity is of the measure that a question asks for, and of those whom it asks about."""
    if not question.measure or quantity.measure not in COVERED.get(question.measure, (question.measure,)):
        return False
    return not question.affected or quantity.affected.lower() == question.affected.lower()
