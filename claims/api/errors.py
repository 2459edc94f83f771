"""Exception handler of the API: problem details (RFC 9457)."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import status
from rest_framework.exceptions import APIException, NotFound, Throttled, ValidationError
from rest_framework.views import exception_handler

from claims.api.problems import problem_response


class Gone(APIException):
    status_code = status.HTTP_410_GONE
    default_detail = gettext_lazy("This claim was withdrawn. Its entries in the ledger say when and why.")


def handle(error, context):
    """Return the problem details of an APIException or Http404; None for others, which Django handles (500)."""
    known = exception_handler(error, context)
    if known is None:
        return None
    response = problem_response(context["request"], known.status_code, _detail(error), _errors(error))
    if "Retry-After" in known.headers:
        response.headers["Retry-After"] = known.headers["Retry-After"]
    return response


def _detail(error):
    if isinstance(error, Http404 | NotFound):
        return _("Nothing is published at this address.")
    if isinstance(error, ValidationError):
        return _("Some of what the address asks for could not be read.")
    if isinstance(error, Throttled):
        return _("Too many requests from your address. The header Retry-After says when to go on.")
    return error.detail


def _errors(error):
    if not isinstance(error, ValidationError) or not isinstance(error.detail, dict):
        return []
    return [(name, " ".join(str(each) for each in reasons)) for name, reasons in error.detail.items()]
