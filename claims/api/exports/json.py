"""Write records as JSON or JSON Lines, the heading first."""

import json

from claims.api.jsonld import CONTEXT


def text(value):
    return json.dumps(value, ensure_ascii=False)


def heading_line(heading):
    return lines([{"export": heading.told}])


def lines(records):
    """Return records as JSON Lines."""
    return "".join(f"{text(record)}\n" for record in records)


def json_lines(heading, chunks):
    """Yield the heading as the first line, then chunks of records."""
    yield heading_line(heading)
    yield from map(lines, chunks)


def document(before, chunks):
    """Yield one JSON object piece by piece: ``before``, whose last member, a list, is continued with the records."""
    opening = text(before).removesuffix("]}")
    yield opening
    separator = "" if opening.endswith("[") else ",\n"
    for records in filter(None, chunks):
        yield separator + ",\n".join(text(record) for record in records)
        separator = ",\n"
    yield "]}\n"


def claims_document(heading, chunks):
    return document({**heading.told, "claims": []}, chunks)


def reviews_document(heading, chunks):
    """Yield an ``@graph`` of reviews; its first node is the DataFeed, with the ledger's head as its version."""
    licence = heading.told["licence"]["url"]
    feed = {"@type": "DataFeed", "name": heading.told["source"], "url": heading.address, "license": licence}
    newest = {"version": heading.sequence, "dateModified": heading.recorded_at, "identifier": heading.hash}
    return document({"@context": CONTEXT, "@graph": [{**feed, **newest}]}, chunks)


def places_document(heading, chunks):
    return document({"type": "FeatureCollection", **heading.told, "features": []}, chunks)


def feature(record):
    """Return an event's record as a GeoJSON feature; without a geometry where its place has no coordinates."""
    place = record["place"] or {}
    point = None
    if place.get("latitude") is not None:
        point = {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
    return {"type": "Feature", "id": record["slug"], "geometry": point, "properties": record}
