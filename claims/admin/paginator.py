from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from claims.search.pagination import COUNT_CAP, capped_count, count_in_words


class CappedPaginator(Paginator):
    """Paginator that stops counting past ``COUNT_CAP`` rows, and has pages for the first ``COUNT_CAP`` only."""

    object_list: QuerySet[Any]

    @cached_property
    def found(self) -> int:
        return capped_count(self.object_list)

    @property
    def count(self) -> int:
        return min(self.found, COUNT_CAP)

    @property
    def count_in_figures(self) -> str:
        return count_in_words(self.found)
