from django.utils.translation import gettext_lazy as _

from claims.api.base import DetailView, ListView, Resource
from claims.api.filters import ClaimantFilter
from claims.api.serializers import ClaimantRecord
from claims.models import Claimant
from claims.selectors.claims import with_counts
from claims.selectors.prefetch import with_wholes


class ClaimantRows(Resource):
    record = ClaimantRecord

    def rows(self):
        return Claimant.objects.public()

    def read(self, rows, names):
        return with_counts(with_wholes(rows), "claimant")


class Claimants(ClaimantRows, ListView):
    """List the claimants of published claims and the publishers of their sources."""

    summary = _("Whoever makes published claims, or publishes what they cite.")

    filters = ClaimantFilter


class OneClaimant(ClaimantRows, DetailView):
    """Return one claimant, with counts of its claims."""

    summary = _("One claimant, with its claims counted and never rated.")
