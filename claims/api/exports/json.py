"""Records as JSON: one document, or one line each. The heading comes first, so that no part is without it."""

import json

from claims.api.jsonld import CONTEXT


def text(value):
    return json.dumps(value, ensure_ascii=False)


def heading_line(heading):
    return lines([{"export": heading.told}])


def lines(records):
    """Return records, one a line."""
    return "".join(f"{text(record)}\n" for record in records)


def json_lines(heading, chunks):
    """Yield the heading on a line of its own, and then a line for each record."""
    yield heading_line(heading)
    yield from map(lines, chunks)


def document(before, chunks):
    """Yield one JSON object: the members of ``before``, of which the last, a list, takes the records."""
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
    """Yield a graph of reviews; the first node says of which data they are a part, and how far that goes."""
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
