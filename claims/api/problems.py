"""Responses with problem details (RFC 9457)."""

import json
from http import HTTPStatus

from django.http import HttpResponse
from django.urls import reverse

MEDIA_TYPE = "application/problem+json"
#: CORS headers: the data is public, so scripts of any origin may read it.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


def problem(request, status, detail, errors=()):
    """Return the problem details as a dict. ``errors`` are pairs of a parameter and its error message."""
    return {
        "type": f"{reverse('claims:docs')}#errors" if errors else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail),
        "instance": request.get_full_path(),
        "errors": [{"parameter": name, "detail": str(reason)} for name, reason in errors],
    }


def problem_response(request, status, detail, errors=()):
    body = json.dumps(problem(request, status, detail, errors), ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE, headers=OPEN)
