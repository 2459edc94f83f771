"""Base views of the API: GET and HEAD, CORS, caching with ETag, list and detail of a resource."""

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
    """APIView for GET and HEAD: conditional responses, open CORS, the licence in ``Link``."""

    #: Summary and further description of the operation in the OpenAPI schema.
    summary: "str | StrPromise" = ""
    remark: "str | StrPromise" = ""

    http_method_names = ["get", "head"]

    @property
    def context(self):
        """Return the serializers' context: ``site``, the scheme and host of absolute URLs."""
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
    """View of one kind of row, serialized by ``record``."""

    record: type[Record]
    #: Query parameters beyond filters, pagination and ``fields``/``include``.
    more: tuple[str, ...] = ()

    @abstractmethod
    def rows(self):
        """Return the queryset of public rows, unfiltered."""

    def read(self, rows, names):
        """Fetch what the fields ``names`` of the records need; return the rows."""
        return rows


class ListView(Resource):
    """Filtered list with keyset pagination, ordered by the column ``order``."""

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
        """Return the URL of the page at a cursor; None without a cursor."""
        if cursor is None:
            return None
        params = self.request.query_params.copy()
        for other in ("after", "before"):
            params.pop(other, None)
        params[name] = cursor
        return f"{self.context['site']}{self.request.path}?{params.urlencode()}"


class DetailView(Resource):
    """One row, looked up by the parts of its URL."""

    def get(self, request, **named):
        refuse_unknown(request.query_params, {*NAMING, *self.more})
        refuse_odd(request.query_params, {})
        names = asked_names(request.query_params, self.record)
        row = self.find(names, named)
        return Response(self.record(row, names=names, context=self.context).data)

    def find(self, names, named):
        """Return the row with what the fields ``names`` need. Raises Http404 where none is public."""
        return self.read([get_object_or_404(self.rows(), **named)], names)[0]
