"""Errors as programs read them: problem details (RFC 9457)."""

import json
from http import HTTPStatus

from django.http import HttpResponse
from django.urls import reverse

MEDIA_TYPE = "application/problem+json"
#: The data is public: pages of any other site may read it.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


def problem(request, status, detail, errors=()):
    """Return what went wrong as a dict. ``errors`` are pairs of a parameter and what is wrong with its value."""
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
