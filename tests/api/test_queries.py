"""The API and the files ask the database as often for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.selectors.as_of import today
from tests.api.test_leaks import FILES, LEDGER, NOW, read
from tests.views.test_queries import add_rows
from tests.views.world import make_debate


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        read(client, address)
    return len(captured)


@pytest.mark.django_db
@pytest.mark.searching
def test_many_rows_take_as_many_queries_as_few(client):
    claims = make_debate(2)
    add_rows(claims[0], 2)
    addresses = [*NOW, *LEDGER, *FILES, f"/api/v1/links/?as_of={today().isoformat()}"]
    few = {address: queries(client, address) for address in addresses}

    add_rows(claims[0], 2)

    assert {address: queries(client, address) for address in addresses} == few
