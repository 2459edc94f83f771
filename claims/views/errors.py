"""Error pages. They need no request, no context and no database, so that they stand when those do not."""

from django.http import HttpResponse
from django.template.loader import render_to_string


def _page(status):
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def bad_request(request, exception):
    return _page(400)


def permission_denied(request, exception):
    return _page(403)


def page_not_found(request, exception):
    return _page(404)


def server_error(request):
    return _page(500)
