"""Dump all published data into a folder, as a Frictionless Data Package."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import get_script_prefix

from claims.api.exports import csv
from claims.api.exports import json as documents
from claims.api.exports.chunks import chunks
from claims.api.exports.datapackage import package, table_schema
from claims.api.exports.dump_tables import (
    ASSESSMENTS,
    CITATIONS,
    CLAIMANTS,
    CLAIMS,
    EVENTS,
    LINKS,
    PLACES,
    QUANTITIES,
    QUESTIONS,
    SOURCES,
)
from claims.api.exports.provenance_header import heading
from claims.api.exports.snapshot import snapshot
from claims.api.serializers import ClaimRecord
from claims.ledger.stream import bodies
from claims.models import Claim, Claimant, Event, Place, Question, Source
from claims.selectors.prefetch import (
    complete,
    public_findings,
    public_links,
    published_claims,
    with_events,
    with_wholes,
)

DESCRIPTOR = "datapackage.json"


@dataclass
class Written:
    """An open output file that keeps its size and SHA-256."""

    folder: Any
    path: str

    def __post_init__(self):
        self.file = (self.folder / self.path).open("wb")
        self.bytes, self.hash = 0, hashlib.sha256()

    def write(self, text):
        data = text.encode()
        self.file.write(data)
        self.hash.update(data)
        self.bytes += len(data)

    def resource(self, **said):
        """Close the file; return its resource for the descriptor."""
        self.file.close()
        name = self.path.replace(".", "-") if "profile" not in said else self.path.partition(".")[0]
        return {"name": name, "path": self.path, **said, "bytes": self.bytes, "hash": f"sha256:{self.hash.hexdigest()}"}


def dump(folder, site):
    """Write all published data into an empty folder; return the number of claims.

    ``site`` is the scheme and host of absolute URLs, with or without the script prefix.
    """
    prefix = get_script_prefix().removesuffix("/")
    site = site.removesuffix(prefix)
    with snapshot():
        head = heading(site + prefix)
        resources, count = _claims(folder, site, head)
        for table, rows in _others():
            resources.append(_table(folder, table, _records(table, rows, site)))
        places = chunks(_events(), "pk")
        resources.append(_file(folder, "events.geojson", "application/geo+json", _features(head, places, site)))
        resources.append(_file(folder, "ledger.jsonl", "application/jsonl", bodies(head.sequence)))
    text = json.dumps(package(head, site + prefix, resources), ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_text(f"{text}\n", encoding="utf-8")
    return count


def _claims(folder, site, head):
    """Write claims, citations, quantities and ``claims.jsonl`` in one pass; return their resources and the count."""
    parts = {"citations": CITATIONS, "quantities": QUANTITIES}
    files = {table: Written(folder, f"{table.name}.csv") for table in (CLAIMS, *parts.values())}
    whole, count = Written(folder, "claims.jsonl"), 0
    for table, file in files.items():
        file.write(csv.header(_columns(table)))
    whole.write(documents.heading_line(head))
    names = ClaimRecord.every()
    for rows in chunks(published_claims(), "pk"):
        records = ClaimRecord(complete(rows, names), many=True, context={"site": site}).data
        count += len(records)
        files[CLAIMS].write(_rows(CLAIMS, [CLAIMS.row(record) for record in records]))
        for name, table in parts.items():
            found = [{"claim": each["reference"], **table.row(part)} for each in records for part in each[name]]
            files[table].write(_rows(table, found))
        whole.write(documents.lines(records))
    resources = [_described(table, file) for table, file in files.items()]
    return [*resources, whole.resource(type="file", mediatype="application/jsonl")], count


def _others():
    """Yield ``(table, iterator of lists of rows)`` for the other tables."""
    published = Claim.objects.published()
    places = Q(pk__in=published.values("place")) | Q(pk__in=Event.objects.public().values("place"))
    yield LINKS, chunks(public_links(), "pk")
    yield ASSESSMENTS, chunks(public_findings(), "pk")
    yield QUESTIONS, map(with_events, chunks(Question.objects.public(), "pk"))
    yield CLAIMANTS, map(with_wholes, chunks(Claimant.objects.public(), "pk"))
    yield EVENTS, map(with_wholes, chunks(_events(), "pk"))
    yield PLACES, chunks(Place.objects.filter(places), "pk")
    yield SOURCES, chunks(Source.objects.public().select_related("publisher"), "pk")


def _events():
    return Event.objects.public().select_related("place")


def _records(table, chunked, site):
    for rows in chunked:
        names = {"names": set(table.names)} if hasattr(table.record, "usual") else {}
        yield table.record(rows, many=True, context={"site": site}, **names).data


def _features(head, chunked, site):
    records = _records(EVENTS, map(with_wholes, chunked), site)
    return documents.places_document(head, ([documents.feature(record) for record in chunk] for chunk in records))


def _columns(table):
    return [name for name, _field in table.fields()]


def _rows(table, rows):
    return csv.written(_columns(table), rows)


def _table(folder, table, chunked):
    file = Written(folder, f"{table.name}.csv")
    file.write(csv.header(_columns(table)))
    for records in chunked:
        file.write(_rows(table, [table.row(record) for record in records]))
    return _described(table, file)


def _described(table, file):
    return file.resource(
        profile="tabular-data-resource", format="csv", mediatype="text/csv", encoding="utf-8",
        schema=table_schema(table),
    )  # fmt: skip


def _file(folder, path, mediatype, pieces: Iterable[str]):
    file = Written(folder, path)
    for piece in pieces:
        file.write(piece)
    return file.resource(type="file", mediatype=mediatype)
