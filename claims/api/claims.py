"""API views of claims, as of now and as of a past day."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from claims.api.base import DetailView, ListView, Resource
from claims.api.errors import Gone
from claims.api.pagination import page_of
from claims.api.params import asked_moment, refuse_unanswered
from claims.api.serializers import ClaimRecord
from claims.choices import Publication
from claims.ledger import history
from claims.models import Claim
from claims.search.claim_filter import ClaimFilter
from claims.selectors.claims_as_of import ANSWERED, selected_then
from claims.selectors.prefetch import claims_then, complete, published_claims


def entries_then(found, moment):
    """Return the ledger entries of the claims that a FilterSet selects as of a moment."""
    return selected_then(moment, refuse_unanswered(found, ANSWERED))


class ClaimRows(Resource):
    record = ClaimRecord
    more = ("as_of",)

    def rows(self):
        return published_claims()

    def read(self, rows, names):
        return complete(rows, names)


class Claims(ClaimRows, ListView):
    """List published claims; with ``as_of`` those published at the end of a day (UTC)."""

    summary = _("Published claims, by the filters of the public list.")
    remark = _("With as_of: those that stood published at the end of a day (UTC), the newest changed first.")

    filters = ClaimFilter

    def answer(self, found, names):
        moment = asked_moment(self.request.query_params)
        if moment is None:
            self.order = found.order
            return super().answer(found, names)
        page = page_of(entries_then(found, moment), "-sequence", self.request.query_params)
        return self.page(page, claims_then(page.rows, moment), names)


class OneClaim(ClaimRows, DetailView):
    """Return one published claim; with ``as_of`` as it was at the end of a day (UTC). Raises Gone if withdrawn."""

    summary = _("One published claim, or with as_of what stood of it at the end of a day (UTC).")

    def find(self, names, named):
        moment = asked_moment(self.request.query_params)
        stored = Claim.objects.public_once().filter(**named).values_list("publication", flat=True).first()
        if stored == Publication.WITHDRAWN:
            raise Gone
        if moment is None:
            return super().find(names, named)
        found = claims_then(history.published_entries(moment, [named["reference"]]), moment)
        if not found:
            raise Http404
        return found[0]
