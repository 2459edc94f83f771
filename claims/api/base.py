"""What every address of the API does: read only, for anybody, so often a minute, and answer 304 to what is known."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from django.conf import settings
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_cache_control
from django.utils.decorators import decorator_from_middleware, method_decorator
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.filters import Filters
from claims.api.pagination import page_of
from claims.api.params import NAMING, PAGING, asked_names, refuse_odd, refuse_unknown, selected
from claims.api.problems import OPEN
from claims.api.serializers import Record
from claims.search.claim_filter import ClaimFilter

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@method_decorator(decorator_from_middleware(ConditionalGetMiddleware), name="dispatch")
class PublicView(APIView):
    """An address that is read, and never written to."""

    #: What it gives, in a sentence, and what else is good to know.
    summary: "str | StrPromise" = ""
    remark: "str | StrPromise" = ""

    http_method_names = ["get", "head"]

    @property
    def context(self):
        """What records need: the scheme and host that their addresses begin with."""
        return {"site": f"{self.request.scheme}://{self.request.get_host()}"}

    def http_method_not_allowed(self, request, *args, **kwargs):
        raise MethodNotAllowed(request.method)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in (*OPEN.items(), ("Link", f'<{settings.DATA_LICENCE_URL}>; rel="license"')):
            response.headers[name] = value
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=settings.API_MAX_AGE)
        return response


class Resource(PublicView, ABC):
    """Rows of one kind, and their records."""

    record: type[Record]
    #: Parameters beyond filters, paging and the naming of fields.
    more: tuple[str, ...] = ()

    @abstractmethod
    def rows(self):
        """Return what the public may read, before any filter."""

    def read(self, rows, names):
        """Return rows with what the fields ``names`` of their records need."""
        return rows


class ListView(Resource):
    """Rows, a page at a time."""

    filters: type[Filters | ClaimFilter] = Filters
    order = "slug"

    def get(self, request):
        found = self.filters(request.query_params, self.rows())
        refuse_unknown(request.query_params, {*found.filters, *PAGING, *NAMING, *self.more})
        refuse_odd(request.query_params, found.filters)
        return self.answer(found, asked_names(request.query_params, self.record))

    def answer(self, found, names):
        page = page_of(selected(found), self.order, self.request.query_params)
        return self.page(page, self.read(page.rows, names), names)

    def page(self, page, rows, names):
        records = self.record(rows, many=True, names=names, context=self.context).data
        return Response(
            {
                "next": self._address("after", page.after),
                "previous": self._address("before", page.before),
                "results": records,
            }
        )

    def _address(self, name, cursor):
        """Return where the page beyond a cursor is; None for no such page."""
        if cursor is None:
            return None
        params = self.request.query_params.copy()
        for other in ("after", "before"):
            params.pop(other, None)
        params[name] = cursor
        return f"{self.context['site']}{self.request.path}?{params.urlencode()}"


class DetailView(Resource):
    """One row, by what its address names."""

    def get(self, request, **named):
        refuse_unknown(request.query_params, {*NAMING, *self.more})
        refuse_odd(request.query_params, {})
        names = asked_names(request.query_params, self.record)
        row = self.find(names, named)
        return Response(self.record(row, names=names, context=self.context).data)

    def find(self, names, named):
        """Return the row, read for the fields ``names``. Raises Http404 for one that the public does not read."""
        return self.read([get_object_or_404(self.rows(), **named)], names)[0]
