"""The number of queries of a page does not depend on the number of its rows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_event,
    make_link,
    make_quantity,
    make_question,
    make_source,
    make_verdict,
)
from tests.views.world import make_debate, publish

pytestmark = pytest.mark.django_db

TODAY = f"as_of={date.today().isoformat()}"


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def add_rows(first, number):
    """Publish ``number`` more claims that hang on all that ``first`` hangs on, each linked with it and judged."""
    source = first.citations.first().source
    for index in range(number):
        claim = make_claim(
            claimant=first.claimant if index % 2 else make_claimant(), event=first.event, question=first.question,
            place=first.place, position=f"Position {index}", original_text="Non.", language="fr",
        )  # fmt: skip
        make_citation(claim, source=source)
        make_citation(claim, source=make_source())
        make_citation(first, source=make_source())
        make_quantity(claim)
        publish(claim)
        make_link(first, claim, basis="incompatible" if index % 3 else "scope")
        make_verdict(first, "under_review")
        part = make_claim(event=make_event(part_of=first.event), question=make_question(event=first.event))
        make_citation(part, source=source)
        publish(part)


ADDRESSES = [
    "/", "/claims/", "/claims/?sort=newest&kind=assertion&event=anefis", "/claims/?q=happened", "/questions/",
    "/claimants/", "/events/", "/sources/", "/about/", "/claims/W-0/", "/questions/advance/", "/claimants/side-0/",
    "/events/anefis/", "/sources/paper-0/", f"/claims/W-0/?{TODAY}", f"/questions/advance/?{TODAY}",
    "/questions/advance/embed/", f"/questions/advance/embed/?{TODAY}", "/questions/advance/picture.png",
    "/questions/?state=open", "/questions/?state=disputed", "/compare/?claim=W-0&claim=W-1",
    f"/compare/?claim=W-0&claim=W-1&{TODAY}", "/ledger/", "/ledger/2/", "/claims/W-0/correct/",
    "/timeline/", "/timeline/?event=anefis", "/claimants/matrix/", "/claimants/matrix/?event=anefis", "/map/",
    "/map/?event=anefis",
]  # fmt: skip


@pytest.mark.searching
def test_pages_of_many_rows_take_as_many_queries_as_those_of_few(client, monkeypatch):
    monkeypatch.setattr("claims.selectors.changes.MAX_CHANGES_SHOWN", 5)
    claims = make_debate(2)
    add_rows(claims[0], 4)
    few = {address: queries(client, address) for address in ADDRESSES}

    add_rows(claims[0], 4)

    assert {address: queries(client, address) for address in ADDRESSES} == few
    assert queries(client, f"/claims/?{TODAY}") <= 20
