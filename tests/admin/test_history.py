"""What the desk's history of a row says."""

import pytest
from django.contrib.admin.models import LogEntry

from tests.admin.pages import CLAIMS, change_page, cited, claims_page, filled
from tests.factories import (
    make_citation,
    make_claim,
    make_event,
    make_source,
)

pytestmark = pytest.mark.django_db


class TestHistory:
    def test_an_edit_tells_what_changed_from_what_to_what(self, editor):
        old, new = make_event(title="Old event"), make_event(title="New event")
        claim = make_claim(statement="First words.", event=old, kind="assertion")

        editor.post(change_page(claim), filled(claim, statement="x" * 80, event=new.pk, kind="denial", note="Seen."))
        page = editor.get(f"{CLAIMS}{claim.pk}/history/").content.decode()

        assert "Statement: “First words.” → “" + "x" * 59 + "…”" in page
        assert "Event: “Old event” → “New event”" in page
        assert "Kind: “Assertion” → “Denial”" in page
        assert "Editors’ note: nothing → “Seen.”" in page
        assert "eddy" in page

    def test_citations_added_changed_and_deleted_are_told(self, editor):
        claim = make_claim()
        first, second = make_citation(claim), make_citation(claim)
        new = {"source": make_source(title="Third report").pk, "bearing": "states", "mode": "reported"}

        editor.post(
            change_page(claim),
            filled(claim, citations=[cited(first, locator="page 2"), cited(second, DELETE="on"), new]),
        )
        page = editor.get(f"{CLAIMS}{claim.pk}/history/").content.decode()

        assert f"Changed Locator: nothing → “page 2” for citation “{first}”." in page
        assert "Added citation “Third report (states it)”." in page
        assert f"Deleted citation “{second}”." in page

    def test_the_reason_and_the_acts_are_told(self, editor):
        claim = make_claim()
        make_citation(claim)

        editor.post(change_page(claim), filled(claim, _publish="1"))
        claim.refresh_from_db()
        editor.post(change_page(claim), filled(claim, statement="Other.", reason="Misheard.", _confirmed=1))
        editor.post(claims_page("withdraw", claim), {"reason": "Doubtful."})
        page = editor.get(f"{CLAIMS}{claim.pk}/history/").content.decode()

        assert all(words in page for words in ("Published.", "Reason: Misheard.", "Withdrawn: Doubtful."))

    def test_an_addition_is_told(self, editor):
        editor.post("/admin/claims/place/add/", {"name": "Anefis", "slug": "anefis", "kind": "city"})

        entry = LogEntry.objects.get()
        assert (entry.get_change_message(), entry.user, entry.object_repr) == ("Added.", editor.person, "Anefis")

    def test_a_save_that_changes_nothing_is_no_event(self, editor):
        claim = make_claim()

        editor.post(change_page(claim), filled(claim))

        assert not LogEntry.objects.exists()
