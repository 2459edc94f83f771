"""The search index follows the names that claims are found by, whichever way these change."""

import pytest
from django.test import Client
from tablib import Dataset

from claims import workflow
from claims.admin.import_export import ClaimantResource
from claims.imports.accept import accept
from claims.imports.rollback import roll_back
from claims.models import Claim
from claims.search import query
from tests.admin.pages import change_page
from tests.factories import make_claimant, make_event, make_place, make_published, make_reviewer, make_user
from tests.imports.files import claimant_row, staged

pytestmark = [pytest.mark.django_db, pytest.mark.searching]


def found(words):
    return query.find(Claim.objects.published(), words).ids


@pytest.fixture
def named():
    claimant = make_claimant(name="Zogbodan", slug="army", kind="armed_forces", aliases="Vuldrakim")
    event, place = make_event(title="Fight of Zibrix"), make_place(name="Gorpal")
    return make_published(claimant=claimant, event=event, place=place)


class TestSaving:
    @pytest.mark.parametrize(
        ("row", "name", "old"),
        [
            ("claimant", "name", "zogbodan"),
            ("claimant", "aliases", "vuldrakim"),
            ("event", "title", "zibrix"),
            ("place", "name", "gorpal"),
        ],
    )
    def test_a_claim_is_found_by_the_new_name_and_not_by_the_old(self, named, row, name, old):
        renamed = getattr(named, row)
        assert found(old) == [named.pk]
        setattr(renamed, name, "Wubetsol")

        workflow.save_named(renamed)

        assert (found("wubetsol"), found(old)) == ([named.pk], [])

    def test_every_claim_is_indexed_in_chunks(self, named, monkeypatch):
        monkeypatch.setattr("claims.workflow.indexing.CLAIMS_PER_UPDATE", 2)
        claims = {named.pk, *(make_published(claimant=named.claimant).pk for _ in range(4))}
        named.claimant.name = "Wubetsol"

        workflow.save_named(named.claimant)

        assert set(found("wubetsol")) == claims

    def test_nothing_is_indexed_where_no_name_changed(self, named, django_assert_max_num_queries):
        named.claimant.note = "Seen."

        with django_assert_max_num_queries(5):
            workflow.save_named(named.claimant)


class TestDoors:
    @pytest.mark.parametrize(
        ("row", "fields"),
        [
            ("claimant", {"name": "Wubetsol", "kind": "armed_forces", "stake": "unknown", "reliability": "F"}),
            ("event", {"title": "Wubetsol", "date": "2023-10-06"}),
            ("place", {"name": "Wubetsol", "kind": "city"}),
        ],
    )
    def test_the_desk(self, named, row, fields):
        client = Client()
        client.force_login(make_user(username="root", is_superuser=True))

        response = client.post(change_page(getattr(named, row)), fields)

        assert response.status_code == 302
        assert found("wubetsol") == [named.pk]

    def test_the_import_of_the_desk(self, named):
        table = Dataset(["army", "Wubetsol", "armed_forces"], headers=["slug", "name", "kind"])

        result = ClaimantResource().import_data(table, raise_errors=True)

        assert result.totals["update"] == 1
        assert (found("wubetsol"), found("zogbodan")) == ([named.pk], [])

    def test_an_accepted_batch_and_one_that_is_rolled_back(self, named):
        reviewer = make_reviewer()
        batch = staged(claimant_row(name="Wubetsol"))

        accept(batch, by=reviewer)
        assert (found("wubetsol"), found("zogbodan")) == ([named.pk], [])

        roll_back(batch, by=reviewer)
        assert (found("wubetsol"), found("zogbodan")) == ([], [named.pk])
