from django.utils.translation import gettext_lazy as _

from claims.api.base import DetailView, ListView, Resource
from claims.api.filters import AssessmentFilter
from claims.api.serializers import AssessmentRecord
from claims.selectors.prefetch import public_findings


class AssessmentRows(Resource):
    record = AssessmentRecord

    def rows(self):
        return public_findings()


class Assessments(AssessmentRows, ListView):
    """List the approved assessments of published claims, the newest first."""

    summary = _("What editors concluded about published claims, the newest first.")

    filters = AssessmentFilter
    order = "-pk"


class OneAssessment(AssessmentRows, DetailView):
    """Return one assessment, by its claim and number."""

    summary = _("One finding, by its claim and its number.")

    def find(self, names, named):
        return super().find(names, {"claim__reference": named["reference"], "number": named["number"]})
