"""The API's documentation page, rendered from its OpenAPI schema."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.api import serializers
from claims.api.pagination import MAX_LIMIT
from claims.api.schema import ERRORS, description, server
from claims.api.schema_text import said
from claims.models import Claim

#: Query parameters of the example for each list.
EXAMPLES = {
    "claims": {"status": "corroborated", "sort": "newest"},
    "links": {"basis": "incompatible"},
    "questions": {"kind": "figure"},
    "claimants": {"stake": "party", "fields": "slug,name,claim_count"},
    "events": {"date_after": "2023-11"},
    "sources": {"language": "fr"},
    "assessments": {"status": "refuted"},
    "ledger": {"sort": "oldest", "include": "state"},
}
FILES = {
    "claims-csv": _("A table for spreadsheets: a line for each claim, in UTF-8 with a byte order mark."),
    "claims-json": _("One JSON document: each claim with its citations, figures, links and findings."),
    "claims-jsonl": _("The same as JSON Lines: first a line about the file, then a line for each claim."),
    "claims-jsonld": _("Those on which a verdict stands, each as a ClaimReview of schema.org."),
    "events-geojson": _(
        "The events that the selected claims are about, as GeoJSON; without a point where none is known."
    ),
    "download": _("The whole ledger, a line for each entry, to check without us."),
}


@require_safe
def docs(request):
    """Render the documentation of the API and the files."""
    told = description(get_language())
    site = server(request)
    components = told["components"]["schemas"]
    first = Claim.objects.published().order_by("reference").values_list("reference", flat=True).first()
    context = {
        "operations": [_operation(path, methods["get"], site) for path, methods in told["paths"].items()],
        "records": [(name, list(_fields(components, name))) for name in _records(components)],
        "files": [(reverse(f"claims:{name}"), words) for name, words in FILES.items()],
        "errors": ERRORS.items(),
        "most": MAX_LIMIT,
        "rate": settings.API_RATE,
        "licence": (settings.DATA_LICENCE, settings.DATA_LICENCE_URL),
        "example": first or "KO-012",
        "start": request.build_absolute_uri(reverse("claims:api")),
        "today": timezone.now().date().isoformat(),
    }
    return render(request, "claims/api_docs.html", context)


def _operation(path, operation, site):
    query = EXAMPLES.get(operation["operationId"], {})
    return {
        "id": operation["operationId"],
        "path": path,
        "summary": operation["summary"],
        "remark": operation["description"].partition("\n")[2].strip(),
        "parameters": [
            (one["name"], *said(one["schema"]), one["description"]) for one in operation.get("parameters", [])
        ],
        "example": f"{site}{path}?{urlencode(query, safe=',')}" if query else "",
    }


def _records(components):
    """Return the names of the record schemas, without those of pages and enums."""
    return [name for name, schema in components.items() if "properties" in schema and not name.endswith("Page")]


def _fields(components, name):
    """Yield each field of a record: name, type in words, choices, description, whether it is an extra."""
    record = getattr(serializers, f"{name}Record", None)
    for field, schema in components[name]["properties"].items():
        extra = record is not None and field in record.extras
        yield field, *said(schema, components), schema.get("description", ""), extra
