"""Request classes that ignore the charset of Content-Type."""

from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


def _leave_charset(request, meta):
    """Leave the encoding at UTF-8: for any other charset Django parses the query string outside its error handling."""
    request.content_type, request.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Utf8WSGIRequest(WSGIRequest):
    _set_content_type_params = _leave_charset


class Utf8ASGIRequest(ASGIRequest):
    _set_content_type_params = _leave_charset
