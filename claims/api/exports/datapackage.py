"""Descriptor of a Frictionless Data Package: resources, Table Schemas, sizes and hashes."""

from django.conf import settings
from rest_framework import serializers

#: Table Schema type of each serializer field, the most specific class first.
TYPES: tuple[tuple[type[serializers.Field], str], ...] = (
    (serializers.BooleanField, "boolean"),
    (serializers.IntegerField, "integer"),
    (serializers.FloatField, "number"),
    (serializers.DateTimeField, "datetime"),
    (serializers.DateField, "date"),
)


def package(heading, site, resources):
    """Return the content of ``datapackage.json``."""
    return {
        **({"created": heading.recorded_at} if heading.recorded_at else {}),
        "profile": "data-package",
        "name": "counterclaim",
        "title": f"{settings.SITE_NAME}: who claims what, who contradicts it and why",
        "description": "All that is published, as it stood at the entry of the ledger that ledger_head names. "
        "A text that a spreadsheet would take for a formula is written behind an apostrophe.",
        "homepage": site,
        "version": str(heading.sequence),
        "licenses": [{"title": settings.DATA_LICENCE, "path": settings.DATA_LICENCE_URL}],
        "sources": [{"title": settings.SITE_NAME, "path": site}],
        "ledger_head": heading.told["ledger_head"],
        "resources": resources,
    }


def table_schema(table):
    """Return a table's Table Schema: fields, primary key, foreign keys."""
    schema = {
        "fields": [_field(name, field) for name, field in table.fields()],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": [column], "reference": {"resource": "" if other == table.name else other, "fields": [theirs]}}
            for column, (other, theirs) in table.refers.items()
        ],
    }
    return {name: value for name, value in schema.items() if value}


def _field(name, field):
    kind = next((kind for kinds, kind in TYPES if isinstance(field, kinds)), "string")
    said = {"name": name, "type": kind}
    if isinstance(field, serializers.URLField):
        said["format"] = "uri"
    if isinstance(field, serializers.ChoiceField):
        said["constraints"] = {"enum": [str(value) for value in field.choices]}
    if field.help_text:
        said["description"] = str(field.help_text)
    return said
