from datetime import date, timedelta

import pytest
from django.http import QueryDict

from claims.models import Claim
from claims.search.pagination import COUNT_CAP, PAGE_GONE, capped_count, count_in_words, paginate
from tests.factories import make_claim, make_published

pytestmark = pytest.mark.django_db


def page(order, size=3, **params):
    query = QueryDict(mutable=True)
    query.update(params)
    return paginate(Claim.objects.all(), order, query, key="reference", size=size)


def references(page):
    return [claim.reference for claim in page.rows]


def make_claims(count, same_day=2):
    """Make claims on days of which each has ``same_day``, so that ties cross the ends of pages."""
    for number in range(count):
        day = date(2023, 10, 1) + timedelta(days=number // same_day)
        make_claim(reference=f"P-{number}", about=day.isoformat())


class TestPaginate:
    @pytest.mark.parametrize("order", ["-about_earliest", "about_latest"])
    def test_pages_on_and_back_show_every_row_once(self, order):
        make_claims(8)
        sign = "-" if order.startswith("-") else ""
        expected = list(Claim.objects.order_by(order, f"{sign}pk").values_list("reference", flat=True))

        forth = [page(order)]
        while forth[-1].after:
            forth.append(page(order, after=forth[-1].after))
        back = [forth[-1]]
        while back[-1].before:
            back.append(page(order, before=back[-1].before))

        assert [reference for each in forth for reference in references(each)] == expected
        assert [references(each) for each in forth] == [expected[:3], expected[3:6], expected[6:]]
        assert [reference for each in reversed(back) for reference in references(each)] == expected

    def test_first_page_has_nothing_before_it_and_the_last_nothing_after(self):
        make_claims(4)

        first = page("about_latest")
        last = page("about_latest", after=first.after)

        assert (first.before, last.after) == (None, None)

    def test_no_rows_make_an_empty_page(self):
        empty = page("about_latest")

        assert (empty.rows, empty.before, empty.after, empty.problem) == ([], None, None, "")

    @pytest.mark.parametrize("cursor", ["P-99", "\x00", "x" * 10_000, "KO 1", "' or 1=1", "🙂"])
    @pytest.mark.parametrize("name", ["after", "before"])
    def test_a_page_that_is_not_there_says_so_and_shows_the_first(self, name, cursor):
        make_claims(4)

        shown = page("about_latest", **{name: cursor})

        assert (references(shown), shown.problem) == (["P-0", "P-1", "P-2"], PAGE_GONE)

    @pytest.mark.parametrize("cursor", [{"before": "P-0"}, {"after": "P-3"}])
    def test_beyond_either_end_is_the_first_page_too(self, cursor):
        make_claims(4)

        shown = page("about_latest", **cursor)

        assert (references(shown), shown.problem) == (["P-0", "P-1", "P-2"], PAGE_GONE)

    def test_a_draft_is_no_cursor_among_published_claims(self):
        make_published(reference="P-1")
        make_claim(reference="P-2")

        shown = paginate(Claim.objects.published(), "about_latest", QueryDict("after=P-2"), key="reference")

        assert shown.problem == PAGE_GONE


class TestCount:
    def test_counting_stops_one_after_the_cap(self, django_assert_num_queries):
        with django_assert_num_queries(1) as queries:
            capped_count(Claim.objects.all())

        assert f"LIMIT {COUNT_CAP + 1}" in queries[0]["sql"]

    def test_more_than_the_cap_reads_as_more(self):
        assert (count_in_words(COUNT_CAP), count_in_words(COUNT_CAP + 1)) == ("10,000", "10,000+")
