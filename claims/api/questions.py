from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from claims.api.base import DetailView, ListView, Resource
from claims.api.filters import QuestionFilter
from claims.api.serializers import QuestionRecord
from claims.models import Question
from claims.selectors.claims import with_counts
from claims.selectors.prefetch import with_events


class QuestionRows(Resource):
    record = QuestionRecord

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if "as_of" in request.query_params:
            words = _("The ledger keeps claims and links. Ask for the answers as of a day instead: %(address)s")
            address = f"{reverse('claims:api-claims')}?question={kwargs.get('slug', '…')}&as_of=…"
            raise ValidationError({"as_of": [words % {"address": address}]})

    def rows(self):
        return Question.objects.public()

    def read(self, rows, names):
        return with_counts(with_events(rows), "question")


class Questions(QuestionRows, ListView):
    """List the questions that published claims answer."""

    summary = _("Disputed points that published claims answer.")

    filters = QuestionFilter


class OneQuestion(QuestionRows, DetailView):
    """Return one question."""

    summary = _("One question.")
    remark = _("Its answers are the claims that name it: the list of claims takes question=… and as_of.")
