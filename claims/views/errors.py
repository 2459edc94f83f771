"""Error handlers. Their templates take no context and no database, so that they render when those fail."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from claims.api.problems import problem_response


def _page(request, status, told):
    """Render the error page; below ``/api/`` return problem details."""
    if request.path_info.startswith("/api/"):
        return problem_response(request, status, told)
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def bad_request(request, exception):
    return _page(request, 400, _("The request could not be understood."))


def permission_denied(request, exception):
    return _page(request, 403, _("This is not open to you."))


def page_not_found(request, exception):
    return _page(request, 404, _("There is nothing at this address."))


def server_error(request):
    return _page(request, 500, _("Something broke on our side. It has been noted."))
