"""JSON Schema types in words, for the documentation page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TYPES = {
    "string": gettext_lazy("text"),
    "integer": gettext_lazy("whole number"),
    "number": gettext_lazy("number"),
    "boolean": gettext_lazy("true or false"),
    "object": gettext_lazy("object"),
}
FORMATS = {
    "date": gettext_lazy("day"),
    "date-time": gettext_lazy("time"),
    "uri": gettext_lazy("address"),
    "uuid": gettext_lazy("identifier"),
}
REFERENCE = "#/components/schemas/"


def said(schema, components=None):
    """Return ``(words, choices)`` for a schema; choices are empty where it is no enum."""
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "array" in kinds:
        words, values = said(schema["items"], components)
        return _("list: %(items)s") % {"items": words}, values
    for each in [schema, *schema.get("allOf", []), *schema.get("oneOf", [])]:
        if "$ref" in each:
            return _named(each["$ref"].removeprefix(REFERENCE), _nullable(schema, kinds), components)
    if "enum" in schema:
        return _("one of:"), schema["enum"]
    kind = next(iter(each for each in kinds if each != "null"), "object")
    return _or_null(FORMATS.get(schema.get("format")) or TYPES[kind], _nullable(schema, kinds)), []


def _named(name, nullable, components):
    component = (components or {}).get(name, {})
    if "enum" in component:
        return _("null or one of:") if nullable else _("one of:"), component["enum"]
    return _or_null(name, nullable), []


def _nullable(schema, kinds):
    return "null" in kinds or any(
        "null" in str(each.get("type", each.get("$ref", ""))).lower() for each in schema.get("oneOf", [])
    )


def _or_null(words, nullable):
    return _("%(words)s, or null") % {"words": words} if nullable else words
