"""Streamed downloads of the filtered claims: CSV, JSON, JSON Lines, ClaimReview (JSON-LD) and GeoJSON."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import ClassVar

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone

from claims.api.base import PublicView
from claims.api.claims import entries_then
from claims.api.exports import csv, json
from claims.api.exports.chunks import chunks
from claims.api.exports.provenance_header import heading
from claims.api.jsonld import Publisher, review, reviewed
from claims.api.params import asked_moment, refuse_odd, refuse_unknown, selected
from claims.api.serializers import ClaimRecord, EventRecord
from claims.choices import VERDICTS
from claims.models import Event
from claims.search.claim_filter import ClaimFilter
from claims.selectors.claims import with_counts
from claims.selectors.events import with_day
from claims.selectors.prefetch import claims_then, complete, published_claims, with_wholes

#: Nested fields of ClaimRecord, and the parts that become columns of the CSV.
NESTED = {
    "claimant": ("slug", "name", "stake"),
    "event": ("slug", "title"),
    "question": ("slug", "text"),
    "place": ("slug", "name"),
}


class Export(PublicView, ABC):
    """Base of the downloads: stream the filtered claims. Rows are queried while the response is sent."""

    schema = None
    more: ClassVar[tuple[str, ...]] = ()
    name = "claims"
    suffix: str
    media_type: str
    #: Function that yields the text of the file from its heading and chunks of records.
    write: Callable[..., Iterator[str]]

    def perform_content_negotiation(self, request, force=False):
        """Ignore ``Accept``: the URL decides the format."""
        (renderer,) = self.get_renderers()
        return renderer, renderer.media_type

    def get(self, request):
        found = ClaimFilter(request.query_params, published_claims())
        refuse_unknown(request.query_params, {*found.filters, *self.more})
        refuse_odd(request.query_params, found.filters)
        moment = asked_moment(request.query_params)
        selection = self.selection(found, moment)
        head = heading(self.context["site"] + request.get_full_path(), moment and moment.day.isoformat())
        headers = self._headers(head)
        lines = () if request.method == "HEAD" else self.lines(head, self.chunks(selection, moment))
        return StreamingHttpResponse(lines, content_type=self.media_type, headers=headers)

    def _headers(self, head):
        day = head.as_of or timezone.now().date().isoformat()
        return {
            "Content-Disposition": f'attachment; filename="{self.name}-{day}-entry-{head.sequence}.{self.suffix}"',
            "X-Ledger-Sequence": str(head.sequence),
            "X-Ledger-Hash": head.hash,
            "Access-Control-Expose-Headers": "Content-Disposition, Link, X-Ledger-Sequence, X-Ledger-Hash",
        }

    def selection(self, found, moment):
        """Return a queryset and its order. Raises ValidationError for filters that cannot be answered."""
        return selected(found), found.order

    @abstractmethod
    def chunks(self, selection, moment):
        """Yield lists of records of a selection."""

    def lines(self, head, records):
        """Return an iterator of the file's text."""
        return type(self).write(head, records)


class ClaimExport(Export):
    more = ("as_of",)
    extras: ClassVar[tuple[str, ...]] = ClaimRecord.extras

    def selection(self, found, moment):
        return (entries_then(found, moment), "-sequence") if moment else super().selection(found, moment)

    def chunks(self, selection, moment):
        names = {*ClaimRecord.usual(), *self.extras}
        context = self.context
        for rows in chunks(*selection):
            claims = claims_then(rows, moment) if moment else complete(rows, names)
            yield ClaimRecord(claims, many=True, names=names, context=context).data


class ClaimLines(ClaimExport):
    suffix, media_type, write = "jsonl", "application/jsonl; charset=utf-8", json.json_lines


class ClaimDocument(ClaimExport):
    suffix, media_type, write = "json", "application/json", json.claims_document


class ClaimTable(ClaimExport):
    suffix, media_type, extras = "csv", "text/csv; charset=utf-8", ()

    def lines(self, head, records):
        repeated = head.columns
        columns = [*csv.columns_of(ClaimRecord.usual(), NESTED), *repeated]
        yield csv.BYTE_ORDER_MARK + csv.header(columns)
        for chunk in records:
            yield csv.written(columns, ({**csv.flat(record, NESTED), **repeated} for record in chunk))


class Reviews(Export):
    """The filtered claims on which a verdict stands, each as a ClaimReview."""

    name, suffix, media_type, write = "reviews", "jsonld", "application/ld+json", json.reviews_document

    def selection(self, found, moment):
        return selected(found).checkable().filter(status__in=VERDICTS), found.order

    def chunks(self, selection, moment):
        site = self.context["site"]
        home = f"{site}{self.request.META['SCRIPT_NAME']}/"
        publisher = Publisher(settings.SITE_NAME, home, settings.DATA_LICENCE_URL)
        for rows in chunks(*selection):
            complete(rows, ("citations", "assessments"))
            standing = ((claim, next(iter(claim.read_findings), None)) for claim in rows)
            yield [
                review(claim, finding, claim.read_citations, site + claim.get_absolute_url(), publisher)
                for claim, finding in standing
                if reviewed(claim, finding)
            ]


class Places(Export):
    """The events of the filtered claims as GeoJSON; without a filter, every public event."""

    name, suffix, media_type, write = "events", "geojson", "application/geo+json", json.places_document

    def selection(self, found, moment):
        events = with_day(Event.objects.public().select_related("place"))
        claims = selected(found)
        if set(found.clean_values) - {"sort"}:
            events = events.filter(pk__in=claims.order_by().values("event"))
        return events, "day"

    def chunks(self, selection, moment):
        for rows in chunks(*selection):
            with_counts(with_wholes(rows), "event")
            yield [json.feature(record) for record in self._records(rows)]

    def _records(self, rows):
        return EventRecord(rows, many=True, context=self.context).data
