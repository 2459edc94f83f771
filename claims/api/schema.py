"""OpenAPI schema with drf-spectacular, generated from views, FilterSets and serializers."""

from functools import lru_cache
from typing import Any

import uritemplate
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import OpenApiResponse, extend_schema_serializer
from rest_framework import serializers
from rest_framework.response import Response

from claims.api.base import DetailView, ListView, PublicView
from claims.api.params import refuse_unknown
from claims.api.problems import MEDIA_TYPE
from claims.api.schema_parameters import CURSOR_PARAMETERS, DAY, described, named, placed


class ProblemError(serializers.Serializer):
    """One parameter, and what is wrong with its value."""

    parameter = serializers.CharField()
    detail = serializers.CharField()


class Problem(serializers.Serializer):
    """What went wrong, in the form of RFC 9457."""

    type = serializers.CharField(help_text=_("What kind of problem it is; “about:blank” where the title says it."))
    title = serializers.CharField(help_text=_("The words of the status."))
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text=_("What to change, in a sentence."))
    instance = serializers.CharField(help_text=_("The address that was asked for."))
    errors = ProblemError(  # type: ignore[assignment]
        many=True, help_text=_("Parameters that could not be read, and why.")
    )


@lru_cache
def page_of(record):
    """Return the serializer class of a page of records."""
    fields = {
        "__doc__": "Some of many, and where the others are.",
        "next": serializers.URLField(allow_null=True, help_text=_("The next page; null on the last.")),
        "previous": serializers.URLField(allow_null=True, help_text=_("The page before; null on the first.")),
        "results": record(many=True),
    }
    page = type(f"{record.__name__.removesuffix('Record')}Page", (serializers.Serializer,), fields)
    return extend_schema_serializer(many=False)(page)


ERRORS = {
    400: _("A parameter is unknown, or its value could not be read."),
    404: _("Nothing is published at this address."),
    406: _("Only JSON is spoken here."),
    410: _("The claim was withdrawn."),
    429: _("Too many requests. The header Retry-After says when to go on."),
    500: _("Something broke on our side."),
}


class Schema(AutoSchema):
    """AutoSchema of PublicView: summary and description, parameters, responses and errors."""

    view: Any

    def get_operation_id(self):
        return (
            self.path.removeprefix("/api/v1/").strip("/").replace("/", "_").replace("{", "").replace("}", "") or "index"
        )

    def get_tags(self):
        return [self.path.removeprefix("/api/v1/").partition("/")[0] or "index"]

    def get_summary(self):
        return str(self.view.summary)

    def get_description(self):  # type: ignore[override]
        return "\n\n".join(str(words) for words in (self.view.summary, self.view.remark) if words)

    def get_override_parameters(self):
        found = [placed(name) for name in uritemplate.variables(self.path)]
        if isinstance(self.view, ListView):
            found += [described(name, one) for name, one in self.view.filters.base_filters.items()]
            found += CURSOR_PARAMETERS
        if isinstance(self.view, ListView | DetailView):
            found += named(self.view.record)
            found += [DAY] if "as_of" in self.view.more else []
        return found

    def get_request_serializer(self):
        return None

    def get_response_serializers(self):
        return {
            200: self._answer(),
            304: OpenApiResponse(description=_("What If-None-Match names is still so.")),
            **self._errors(),
        }

    def _answer(self):
        if isinstance(self.view, ListView):
            return OpenApiResponse(page_of(self.view.record), description=_("A page of them."))
        record = self.view.record if isinstance(self.view, DetailView) else self.view.serializer_class
        return OpenApiResponse(record, description=_("The record."))

    def _errors(self):
        absent = [code for code in (404, 410) if not isinstance(self.view, DetailView)]
        if isinstance(self.view, DetailView) and "as_of" not in self.view.more:
            absent.append(410)
        return {
            (code, MEDIA_TYPE): OpenApiResponse(Problem, description=words)
            for code, words in ERRORS.items()
            if code not in absent
        }

    def _get_serializer_name(self, serializer, direction, *args, **kwargs):
        return super()._get_serializer_name(serializer, direction, *args, **kwargs).removesuffix("Record")


def everything_is_read(result, generator, request, public):
    """Postprocess the schema: drop ``readOnly`` and the choices that drf-spectacular appends to descriptions.

    Drop ``required`` of records, since ``fields`` can leave out any of them.
    """
    for name, component in result["components"]["schemas"].items():
        for field in component.get("properties", {}).values():
            field.pop("readOnly", None)
            if "description" in field:
                field["description"] = field["description"].partition("\n\n* `")[0]
        if f"{name}Page" in result["components"]["schemas"]:
            component.pop("required", None)
    return result


@lru_cache
def description(language):
    """Return the OpenAPI schema in a language."""
    with translation.override(language):
        return SchemaGenerator().get_schema(request=None, public=True)


def server(request):
    """Return the schema's server URL: scheme, host and script prefix of the request."""
    return request.build_absolute_uri(get_script_prefix()).rstrip("/")


class SchemaView(PublicView):
    """Serve the OpenAPI schema as YAML; as JSON with ``?format=json``, or where only JSON is accepted."""

    schema = None
    renderer_classes = (OpenApiYamlRenderer, OpenApiYamlRenderer2, OpenApiJsonRenderer, OpenApiJsonRenderer2)

    def get(self, request):
        refuse_unknown(request.query_params, ("format",))
        return Response({**description(translation.get_language()), "servers": [{"url": server(request)}]})
