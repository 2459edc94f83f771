"""Atom feeds of ledger entries: all, by question, claimant or event; and of the claims that filters select.

Conditional requests compare the ledger's head, since feeds change only when the ledger grows.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from claims.ledger import chain
from claims.models import Claim, Claimant, Event, LedgerEntry, Question
from claims.search.claim_filter import ClaimFilter
from claims.selectors import decisions

#: Year of the tag URIs (RFC 4151). Fixed, since entry ids must never change.
TAG_YEAR = 2026
#: Characters that no XML document may hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class TaggedAtom(Atom1Feed):
    """Atom with tag URIs (RFC 4151) as ids, independent of scheme, port and prefix: ``tag:host,2026:ledger/17``."""

    def __init__(self, *, link, feed_guid, **kwargs):
        self.host = urlsplit(link).hostname
        super().__init__(link=link, feed_guid=self.tag(feed_guid), **kwargs)
        self.feed = _printable(self.feed)

    def add_item(self, *args, **kwargs):
        super().add_item(*args, **{**kwargs, "unique_id": self.tag(kwargs["unique_id"])})
        self.items[-1] = _printable(self.items[-1])

    def tag(self, path):
        return f"tag:{self.host},{TAG_YEAR}:{path}"


def _printable(said):
    return {name: CONTROL.sub(" ", value) if isinstance(value, str) else value for name, value in said.items()}


@dataclass
class Followed:
    """Metadata and items of a feed: its URL, the page it belongs to, its title, its changes."""

    address: str
    page: str
    title: str
    subtitle: str
    changes: list


class DecisionFeed(Feed):
    """Feed of all ledger entries, the newest first; base of the others."""

    feed_type = TaggedAtom
    description_template: str | None = "claims/_feed_decision.html"

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        del response.headers["Last-Modified"]  # that of the newest entry, which is not what the condition compares
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def get_object(self, request, *_args, **_asked):
        subtitle = _("Every decision on what the public reads, the newest first.")
        return Followed(
            request.get_full_path(), reverse("claims:ledger"), _("All decisions"), subtitle, decisions.newest()
        )

    def title(self, followed):
        return _("%(what)s – Counterclaim") % {"what": followed.title}

    def subtitle(self, followed):
        return followed.subtitle

    def link(self, followed):
        return followed.page

    def feed_url(self, followed):
        return followed.address

    def feed_guid(self, followed):
        return f"{get_language()}:{followed.page}"

    def items(self, followed):
        return followed.changes

    def item_title(self, item):
        return item.title

    def item_link(self, decision):
        return reverse("claims:entry", args=[decision.entry.pk])

    def item_guid(self, decision):
        return f"ledger/{decision.entry.pk}"

    def item_author_name(self, decision):
        return decision.by

    def item_pubdate(self, decision):
        return decision.entry.recorded_at

    def item_updateddate(self, decision):
        return decision.entry.recorded_at

    def item_categories(self, decision):
        return [decision.entry.act]


class RowFeed(DecisionFeed):
    """Feed of the ledger entries of claims whose field ``named`` is one public row, and of their links."""

    model: Any
    named: str
    said: Any

    def get_object(self, request, slug):
        row = get_object_or_404(self.model.objects.public(), slug=slug)
        claims = Claim.objects.public_once().filter(**{f"{self.named}__in": self.rows(row)})
        changes = decisions.touching(claims)
        title, subtitle = _("Decisions: %(what)s") % {"what": row}, str(self.said)
        return Followed(request.get_full_path(), row.get_absolute_url(), title, subtitle, changes)

    def rows(self, row):
        """Return the rows, or ids, whose claims the feed covers."""
        return [row]


class QuestionFeed(RowFeed):
    model = Question
    named = "question"
    said = gettext_lazy("Decisions on the answers to this question, the newest first.")


class ClaimantFeed(RowFeed):
    model = Claimant
    named = "claimant"
    said = gettext_lazy("Decisions on the claims of this claimant, the newest first.")


class EventFeed(RowFeed):
    model = Event
    named = "event"
    said = gettext_lazy("Decisions on what is claimed about this event and its parts, the newest first.")

    def rows(self, row):
        return list(Event.objects.within(row).order_by().values_list("pk", flat=True))


class ClaimsFeed(DecisionFeed):
    """Feed of the claims that filters select now, the latest changed first."""

    description_template = "claims/_feed_claim.html"

    def get_object(self, request, found):
        names = ", ".join(each.text for each in found.applied)
        title = _("Claims: %(filters)s") % {"filters": names} if names else _("Claims")
        subtitle = _("Published claims that pass these filters now, those decided on last first.")
        page = reverse("claims:claims") + (found.address() if found.applied else "")
        return Followed(request.get_full_path(), page, title, subtitle, decisions.newest_changed(found.selection()))

    def item_link(self, changed):
        return changed.claim.get_absolute_url()

    def item_guid(self, changed):
        return f"claims/{changed.claim.reference}"

    def item_author_name(self, changed):
        return changed.decision.by

    def item_pubdate(self, changed):
        return changed.claim.published_at

    def item_updateddate(self, changed):
        return changed.decision.entry.recorded_at

    def item_categories(self, changed):
        return [changed.decision.entry.act]


def _tag(request, *_args, **_kwargs):
    """Return the ETag: a hash of the ledger's head, the language and the URL."""
    _sequence, head = chain.head()
    marked = "\n".join([head, get_language(), request.build_absolute_uri()])
    return f'"{sha256(marked.encode()).hexdigest()[:32]}"'


def _time(_request, *_args, **_kwargs):
    newest = LedgerEntry.objects.only("recorded_at").newest()
    return newest and newest.recorded_at


if_changed = condition(_tag, _time)
every = if_changed(DecisionFeed())
question = if_changed(QuestionFeed())
claimant = if_changed(ClaimantFeed())
event = if_changed(EventFeed())
_claims = if_changed(ClaimsFeed())


def claims(request):
    """Feed of the claims that the list's filters select; 400 in plain text for parameters that are invalid."""
    found = ClaimFilter(request.GET, Claim.objects.published())
    unknown = [name for name in request.GET if name not in found.filters]
    mistakes = [_("%(filter)s: %(mistake)s") % {"filter": label, "mistake": why} for label, why in found.mistakes]
    mistakes += [_("A list cannot be followed by “%(name)s”.") % {"name": name[:40]} for name in unknown]
    if mistakes:
        return HttpResponse("\n".join(mistakes), status=400, content_type="text/plain; charset=utf-8")
    return _claims(request, found=found)
