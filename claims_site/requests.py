"""Requests as the site reads them."""

from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


def _leave_charset(request, meta):
    """Read a request as UTF-8, whatever it says: to follow it, Django reads the address before it answers errors."""
    request.content_type, request.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Utf8WSGIRequest(WSGIRequest):
    _set_content_type_params = _leave_charset


class Utf8ASGIRequest(ASGIRequest):
    _set_content_type_params = _leave_charset
