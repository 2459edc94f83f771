"""The queue of what waits for a reviewer, and the way on from one to the next."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertInHTML

from claims.admin import queue
from claims.models import Assessment, ClaimLink, CorrectionRequest
from tests.admin.pages import change_page, told
from tests.admin.reviewing import (
    QUEUE,
    kinds,
    make_batch,
    make_correction,
    make_in_review,
    make_proposed,
    page_of,
)
from tests.factories import (
    make_claim,
    make_suggested_link,
    make_user,
)
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


class TestQueue:
    def test_it_holds_what_one_may_decide_oldest_first_with_its_age(self, reviewer):
        correction, in_review, proposed = make_correction(), make_in_review(), make_proposed()
        suggested = make_suggested_link(make_claim(), make_claim())
        now = timezone.now()
        CorrectionRequest.objects.update(received_at=now - timedelta(days=3))
        ClaimLink.objects.update(proposed_at=now - timedelta(days=70))
        Assessment.objects.update(proposed_at=now - timedelta(hours=5))

        response = reviewer.get(QUEUE)

        page = response.content.decode()
        assert kinds(response) == [
            ("link", suggested.pk),
            ("correction", correction.pk),
            ("assessment", proposed.pk),
            ("claim", in_review.pk),
        ]
        assert [row.age.replace("\xa0", " ") for row in response.context["rows"]] == [
            "2 months", "3 days", "5 hours", "0 minutes",
        ]  # fmt: skip
        for row in response.context["rows"]:
            assertInHTML(f'<time datetime="{row.since.isoformat()}">{row.age}</time>', page)
        assert "1 assessment, 1 link, 1 claim in review, 1 correction request." in page

    def test_a_row_of_unknown_age_comes_first_and_says_so(self, reviewer):
        make_in_review()
        link = make_suggested_link(make_claim(), make_claim())
        ClaimLink.objects.update(proposed_at=None, proposed_by=None)

        response = reviewer.get(QUEUE)

        assert kinds(response)[0] == ("link", link.pk)
        assert "Waiting for an unknown time" in squeezed(response.content.decode())

    def test_ones_own_verdict_is_left_to_others(self, reviewer, settings):
        own = make_proposed(by=reviewer.person)

        with_four_eyes = kinds(reviewer.get(QUEUE))
        settings.CLAIMS_FOUR_EYES = False

        assert (with_four_eyes, kinds(reviewer.get(QUEUE))) == ([], [("assessment", own.pk)])

    def test_four_eyes_hold_for_superusers(self, superuser):
        make_proposed(by=superuser.person)

        assert kinds(superuser.get(QUEUE)) == []

    def test_batches_that_others_loaded_lead_to_their_page(self, reviewer):
        batch = make_batch()
        make_batch(by=reviewer.person)

        response = reviewer.get(QUEUE)

        assert kinds(response) == [("batch", batch.pk)]
        assert f"/admin/claims/batch/{batch.pk}/change/" in response.content.decode()

    def test_an_editor_sees_what_editors_decide(self, editor):
        make_proposed()
        make_correction()
        in_review, suggested = make_in_review(), make_suggested_link(make_claim(), make_claim())

        assert set(kinds(editor.get(QUEUE))) == {("claim", in_review.pk), ("link", suggested.pk)}

    def test_a_contributor_has_nothing_to_decide(self, contributor):
        make_proposed()
        make_in_review()

        response = contributor.get(QUEUE)

        assert kinds(response) == []
        assert "Nothing waits for you." in response.content.decode()

    def test_strangers_are_kept_out(self, client):
        client.force_login(make_user())

        assert client.get(QUEUE).status_code == 403

    def test_the_front_page_counts_and_leads_there(self, reviewer):
        make_correction()
        make_in_review()

        response = reviewer.get("/admin/")

        assert ("2", "decisions wait for you", QUEUE) in response.context["waiting"]
        assertInHTML(f'<a href="{QUEUE}"><b>2</b> decisions wait for you</a>', response.content.decode())

    def test_it_costs_as_many_queries_for_three_rows_as_for_one(self, reviewer):
        self._fill(1)
        reviewer.get(QUEUE)
        cost = self._cost(reviewer)

        self._fill(2)

        assert self._cost(reviewer) == cost

    def test_it_shows_the_oldest_and_says_that_there_are_more(self, reviewer, monkeypatch):
        monkeypatch.setattr(queue, "MAX_QUEUE_ROWS", 2)
        monkeypatch.setattr("claims.admin.reviewing.MAX_QUEUE_ROWS", 2)
        first, second, _third = make_correction(), make_correction(), make_correction()

        response = reviewer.get(QUEUE)

        assert kinds(response) == [("correction", first.pk), ("correction", second.pk)]
        assert "Only the 2 oldest are shown" in response.content.decode()

    @staticmethod
    def _fill(number):
        for _ in range(number):
            make_proposed()
            make_suggested_link(make_claim(), make_claim())
            make_in_review()
            make_correction()

    @staticmethod
    def _cost(client):
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        return len(queries)


class TestOnward:
    def test_a_decision_goes_on_to_the_next_and_the_last_back_to_the_queue(self, reviewer):
        first, second = make_in_review(), make_in_review()

        onward = reviewer.post(page_of(first), {"decision": "publish", "onward": "1"})
        last = reviewer.post(page_of(second), {"decision": "publish", "onward": "1"})

        assert (onward.url, last.url) == (page_of(second), QUEUE)
        assert "Nothing else waits for you." in told(last)

    def test_one_may_be_skipped(self, reviewer):
        first, second = make_in_review(), make_in_review()

        for here, onward in ((first, second), (second, first)):
            page = reviewer.get(page_of(here)).content.decode()
            assertInHTML(f'<a class="desk-way" href="{page_of(onward)}">Skip to the next</a>', page)

    def test_from_elsewhere_it_leads_to_the_claim(self, reviewer):
        claim = make_in_review()
        make_in_review()

        assert reviewer.post(page_of(claim), {"decision": "publish"}).url == change_page(claim)

    @pytest.mark.parametrize(
        ("model", "name", "noun"),
        [
            ("claim", "decide", "claim"),
            ("claimlink", "decide", "link"),
            ("correctionrequest", "answer", "correction request"),
        ],
    )
    @pytest.mark.parametrize("pk", [999, 9 * 10**30])
    def test_one_that_is_gone_is_told(self, reviewer, model, name, noun, pk):
        response = reviewer.get(f"/admin/claims/{model}/{pk}/{name}/")

        assert (response.url, told(response)) == (QUEUE, [f"This {noun} is no longer there."])

    @pytest.mark.parametrize("answers", [{}, {"decision": "maybe"}, {"decision": "\x00"}, {"decision": "x" * 9000}])
    def test_no_decision_is_told(self, reviewer, answers):
        response = reviewer.post(page_of(make_in_review()), answers)

        assert response.status_code == 200
        assert "Choose: publish or send back." in response.content.decode()

    def test_a_note_that_cannot_be_kept_is_an_error_at_its_field(self, reviewer):
        claim = make_in_review()

        for note in ("\x00", "n" * 4001):
            response = reviewer.post(page_of(claim), {"decision": "send_back", "note": note})
            assert list(response.context["form"].errors) == ["note"]
