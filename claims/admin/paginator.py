from django.core.paginator import Paginator
from django.utils.functional import cached_property

from claims.search.pagination import CAP, capped_count, count_in_words


class CappedPaginator(Paginator):
    """Counts no further than it must, and numbers the pages of the first ``CAP`` rows only."""

    @cached_property
    def found(self):
        return capped_count(self.object_list)

    @property
    def count(self):
        return min(self.found, CAP)

    @property
    def count_in_figures(self):
        return count_in_words(self.found)
