"""API views of links between published claims, as of now and as of a past day."""

from django.utils.translation import gettext_lazy as _

from claims.api.base import DetailView, ListView
from claims.api.filters import LinkFilter
from claims.api.pagination import page_of
from claims.api.params import asked_moment, refuse_unanswered
from claims.api.serializers import LinkRecord
from claims.ledger import history
from claims.ledger.entries import links_of
from claims.selectors.prefetch import linking, links_then, public_links

ANSWERED = ("claim", "kind", "basis")


def entries_then(found, moment):
    """Return the ledger entries of the links that a FilterSet selects as of a moment."""
    asked = refuse_unanswered(found, ANSWERED)
    entries = linking(moment)
    for name in ("kind", "basis"):
        if name in asked:
            entries = history.filter_by_state(entries, name, asked[name])
    if "claim" in asked:
        entries = entries.filter(links_of(*(claim.reference for claim in asked["claim"])))
    return entries


class Links(ListView):
    """List confirmed links between published claims, the newest first; with ``as_of`` those at the end of a day."""

    summary = _("Confirmed links between published claims, the newest first.")
    remark = _("With as_of: those that stood at the end of a day (UTC).")

    record = LinkRecord
    filters = LinkFilter
    order = "-pk"
    more = ("as_of",)

    def rows(self):
        return public_links()

    def answer(self, found, names):
        moment = asked_moment(self.request.query_params)
        if moment is None:
            return super().answer(found, names)
        page = page_of(entries_then(found, moment), "-sequence", self.request.query_params)
        return self.page(page, links_then(page.rows, moment), names)


class OneLink(DetailView):
    """Return one confirmed link, by its ends and kind."""

    summary = _("One confirmed link, by its kind and the claims at its ends.")

    record = LinkRecord

    def rows(self):
        return public_links()

    def find(self, names, named):
        ends = {f"{end}__reference": named[end] for end in ("first", "second")}
        return super().find(names, {**ends, "kind": named["kind"]})
