from django.utils.translation import gettext_lazy as _

from claims.api.base import DetailView, ListView, Resource
from claims.api.filters import EntryFilter
from claims.api.serializers import EntryRecord
from claims.models import LedgerEntry
from claims.selectors.prefetch import told


class EntryRows(Resource):
    record = EntryRecord

    def rows(self):
        return LedgerEntry.objects.all()

    def read(self, rows, names):
        return told(rows)


class Ledger(EntryRows, ListView):
    """List ledger entries, the newest first, or with ``sort=oldest`` the oldest."""

    summary = _("Every decision, the newest first.")
    remark = _("With sort=oldest and after set to the last number that you know: what was decided since.")

    filters = EntryFilter

    def answer(self, found, names):
        self.order = "sequence" if self.request.query_params.get("sort") == "oldest" else "-sequence"
        return super().answer(found, names)


class OneEntry(EntryRows, DetailView):
    """Return one ledger entry."""

    summary = _("One decision.")
