"""Files as people hand them in, and what comes of them."""

import io
import json

from claims.imports.staging import examine, stage
from tests.factories import make_claimant, make_editor, make_source


def row(model, **fields):
    return {"model": f"claims.{model}", "fields": fields}


def claim_row(reference="X-1", claimant="army", **fields):
    given = {"reference": reference, "claimant": [claimant], "statement": "The army is in the town."}
    return row("claim", **{**given, **fields})


def citation_row(reference="X-1", source="report", **fields):
    return row("citation", **{"claim": [reference], "source": [source], "bearing": "states", **fields})


def source_row(slug="report", **fields):
    return row("source", **{"title": "A report", "slug": slug, "kind": "article", **fields})


def claimant_row(slug="army", **fields):
    return row("claimant", **{"name": "The army", "slug": slug, "kind": "armed_forces", **fields})


def event_row(slug, **fields):
    return row("event", **{"title": "Event", "slug": slug, **fields})


def place_row(slug, **fields):
    return row("place", **{"name": "Place", "slug": slug, "kind": "city", **fields})


def as_list(*rows):
    return json.dumps(rows, indent=1).encode()


def as_lines(*rows):
    return "\n".join(json.dumps(each) for each in rows).encode()


def examined(content):
    """Return the findings of a file of these bytes, or of these rows as a JSON list."""
    return examine(io.BytesIO(content if isinstance(content, bytes) else as_list(*content)), "file.json")


def changes(findings):
    """Return ``[(model, key, change)]`` of every row."""
    return [(found.model.removeprefix("claims."), found.key, found.change) for found in findings.rows()]


def reasons(content):
    """Return the reasons of every refused row, joined, with its line."""
    return [(found.line, " ".join(found.reasons)) for found in examined(content).rows() if found.reasons]


def staged(*rows, by=None, name="Record"):
    return stage(examined(as_list(*rows)), name=name, by=by or make_editor())


def make_ground():
    """Make the claimant and the source that rows here rest on."""
    return make_claimant(name="The army", slug="army", kind="armed_forces"), make_source(slug="report")
