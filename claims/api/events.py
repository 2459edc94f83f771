from django.utils.translation import gettext_lazy as _

from claims.api.base import DetailView, ListView, Resource
from claims.api.filters import EventFilter
from claims.api.serializers import EventRecord
from claims.models import Event
from claims.selectors.claims import with_counts
from claims.selectors.events import with_day
from claims.selectors.prefetch import with_wholes


class EventRows(Resource):
    record = EventRecord

    def rows(self):
        return with_day(Event.objects.public().select_related("place"))

    def read(self, rows, names):
        return with_counts(with_wholes(rows), "event")


class Events(EventRows, ListView):
    """List the events of published claims, in chronological order."""

    summary = _("Events that published claims are about, in the order in which they happened.")

    filters = EventFilter
    order = "day"


class OneEvent(EventRows, DetailView):
    """Return one event."""

    summary = _("One event.")
