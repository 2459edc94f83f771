"""OpenAPI parameters: parts of the path, filters, pagination, ``fields``, ``include`` and ``as_of``."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from claims.api.filters import ReferencesFilter, SinceFilter
from claims.api.pagination import DEFAULT_LIMIT, MAX_LIMIT
from claims.choices import LinkKind
from claims.search.fields import MAX_FILTER_VALUES
from claims.search.filters import DayFilter, OneFilter, OriginsFilter, SomeFilter

REFERENCE = {"type": "string", "pattern": "^[A-Z]{1,5}-[0-9A-Z]{1,12}$"}
SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,80}$"}
LANGUAGE = {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})?$"}
SOME_DAY = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"}
NUMBER = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
IN_PATH: dict[str, tuple[dict[str, Any], Any]] = {
    "reference": (REFERENCE, _("The claim’s reference.")),
    "first": (REFERENCE, _("The reference of the claim that the link begins at.")),
    "second": (REFERENCE, _("The reference of the claim that the link ends at.")),
    "kind": ({"type": "string", "enum": LinkKind.values}, _("What the first claim does to the second.")),
    "slug": (SLUG, _("Its part of the address.")),
    "number": (NUMBER, _("Counts the findings on one claim from 1.")),
    "sequence": (NUMBER, _("The number of the entry.")),
}
DAY = OpenApiParameter(
    "as_of", OpenApiTypes.DATE, description=_("What stood published at the end of this day (UTC), up to today.")
)
CURSOR = {"type": "string", "pattern": "^[-_A-Za-z0-9]{1,400}$"}
CURSOR_PARAMETERS = [
    OpenApiParameter("after", CURSOR, description=_("What follows this cursor; “next” holds it.")),
    OpenApiParameter("before", CURSOR, description=_("What comes before this cursor; “previous” holds it.")),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        description=_("How many records a page holds."),
    ),
]


def placed(name):
    """Return the parameter of a part of the path."""
    schema, words = IN_PATH[name]
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, required=True, description=words)


def named(record):
    """Yield the parameters ``fields`` and, where the record has extras, ``include``."""
    yield _several("fields", record.every(), _("Only these fields, with commas between."))
    if record.extras:
        yield _several("include", record.extras, _("These fields too, with commas between."))


def _several(name, names, words):
    schema = {"type": "array", "items": {"type": "string", "enum": list(names)}}
    return OpenApiParameter(name, schema, description=words, style="form", explode=False)


def described(name, one):
    """Return the parameter of a filter."""
    return OpenApiParameter(name, _schema(one), description=one.label, **_spread(one))


def _spread(one):
    return {"style": "form", "explode": True} if isinstance(one, SomeFilter) else {}


def _schema(one):
    if isinstance(one, SomeFilter):
        return {"type": "array", "items": _item(one), "maxItems": MAX_FILTER_VALUES}
    if isinstance(one, OneFilter):
        return {"type": "string", "enum": _words(one)}
    if isinstance(one, DayFilter | SinceFilter):
        return SOME_DAY
    if isinstance(one, OriginsFilter):
        return {"type": "integer", "minimum": one.extra["min_value"], "maximum": one.extra["max_value"]}
    return {"type": "string", "minLength": 1, "maxLength": one.extra["max_length"]}


def _item(one):
    if "choices" in one.extra:
        return {"type": "string", "enum": _words(one)}
    if isinstance(one, ReferencesFilter):
        return REFERENCE
    return LANGUAGE if one.field_name == "language" else SLUG


def _words(one):
    return [value for value, _label in one.extra["choices"]]
