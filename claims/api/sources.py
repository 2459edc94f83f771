from django.utils.translation import gettext_lazy as _

from claims.api.base import DetailView, ListView, Resource
from claims.api.filters import SourceFilter
from claims.api.serializers import SourceRecord
from claims.models import Source
from claims.selectors.sources import with_counts


class SourceRows(Resource):
    record = SourceRecord

    def rows(self):
        return Source.objects.public().select_related("publisher")

    def read(self, rows, names):
        with_counts(rows)
        return rows


class Sources(SourceRows, ListView):
    """List the sources of published claims, the newest first."""

    summary = _("Documents that published claims stand in, the newest first.")

    filters = SourceFilter
    order = "-earliest"


class OneSource(SourceRows, DetailView):
    """Return one source."""

    summary = _("One document.")
