"""The pages on which a reviewer decides."""

import pytest
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.choices import Publication
from claims.models import Claim, LedgerEntry
from claims.text.diff import Difference, pieces
from tests.admin.pages import added, change_page, removed, told
from tests.admin.reviewing import (
    make_correction,
    make_in_review,
    make_proposed,
    page_of,
    refusals,
)
from tests.factories import (
    make_claim,
    make_editor,
    make_link,
    make_published,
    make_suggested_link,
)
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


class TestAssessment:
    def test_the_page_shows_evidence_contradictions_and_what_would_change(self, reviewer):
        claim, other = make_published(), make_published()
        make_link(claim, other)
        row = make_proposed(claim=claim)

        response = reviewer.get(page_of(row))

        page = response.content.decode()
        assert response.context["differences"][0] == Difference("Verification status", "Unverified", "Corroborated")
        assertInHTML(removed("Unverified"), page)
        assertInHTML(added("Corroborated"), page)
        assert (other.reference in page, "Cannot both hold" in page, "Supports it" in page) == (True, True, True)

    def test_it_is_compared_with_the_finding_that_stands(self, reviewer):
        claim = make_published()
        workflow.assess(claim, status="inconclusive", credibility="4", rationale="Unclear.", by=make_editor())

        differences = reviewer.get(page_of(make_proposed(claim=claim))).context["differences"]

        assert differences == [
            Difference("Verification status", "Inconclusive", "Corroborated"),
            Difference("Credibility", "4, doubtful", "2, probably true"),
            Difference("Rationale", "Unclear.", "Two reports."),
        ]


class TestLink:
    def test_both_claims_and_what_would_change_are_shown(self, editor):
        first, second = make_published(), make_published()
        link = make_suggested_link(first, second)

        response = editor.get(page_of(link))

        assert [claim.pk for claim in response.context["claims"]] == [first.pk, second.pk]
        assert response.context["differences"] == [
            Difference(f"{first.reference}, contradictions", "0", "1"),
            Difference(f"{first.reference}, disputed", "No", "Yes"),
            Difference(f"{second.reference}, contradictions", "0", "1"),
            Difference(f"{second.reference}, disputed", "No", "Yes"),
            Difference("What the public reads", "", f"{link}. If one holds the other does not."),
        ]

    def test_what_is_told_beforehand_is_what_happens(self, editor):
        first, second = make_published(), make_published()
        make_link(first, second)
        link = make_suggested_link(first, second, kind="denies")

        told_before = [row.new for row in editor.get(page_of(link)).context["differences"][:4]]
        editor.post(page_of(link), {"decision": "confirm"})

        first.refresh_from_db()
        second.refresh_from_db()
        assert told_before == ["1", "Yes", "1", "Yes"]
        assert (first.contradiction_count, second.contradiction_count) == (1, 1)

    def test_drafts_stay_undisputed_and_nothing_becomes_public(self, editor):
        link = make_suggested_link(make_claim(), make_claim())

        assert [row.new for row in editor.get(page_of(link)).context["differences"]] == ["0", "No", "0", "No"]

    def test_it_is_confirmed(self, editor):
        link = make_suggested_link(make_claim(), make_claim())

        response = editor.post(page_of(link), {"decision": "confirm"})

        link.refresh_from_db()
        assert (link.state, link.reviewed_by) == ("confirmed", editor.person)
        assert told(response) == [f"{link}: confirmed."]

    def test_a_rejection_needs_a_note_which_stays_with_both_claims(self, editor):
        link = make_suggested_link(make_claim(), make_claim())

        refused = editor.post(page_of(link), {"decision": "reject", "note": " "})
        editor.post(page_of(link), {"decision": "reject", "note": "Different days."})

        link.refresh_from_db()
        assert (refusals(refused), link.state) == (["Say why it is rejected."], "rejected")
        for claim in (link.first, link.second):
            assert "Different days." in editor.get(f"/admin/claims/claim/{claim.pk}/history/").content.decode()

    def test_a_decided_one_is_told(self, editor):
        link = make_link(make_claim(), make_claim())

        response = editor.post(page_of(link), {"decision": "reject", "note": "So."})

        assert refusals(response) == [f"{link} is confirmed already."]
        assert "It is confirmed already." in editor.get(page_of(link)).content.decode()

    def test_a_contributor_may_not(self, contributor):
        link = make_suggested_link(make_claim(), make_claim())

        assert contributor.get(page_of(link)).status_code == 403
        assert contributor.post(page_of(link), {"decision": "confirm"}).status_code == 403


class TestClaimInReview:
    def test_what_would_become_public_is_shown(self, editor):
        other = make_published()
        claim = make_in_review(statement="It happened at dawn.", about="2023-10-06")
        link = make_link(claim, other)

        differences = editor.get(page_of(claim)).context["differences"]

        assert Difference("Publication", "In review", "Published") in differences
        assert Difference("Statement", "", "It happened at dawn.") in differences
        assert Difference("When it happened", "", "6 October 2023") in differences
        assert Difference("Link", "", f"{link}. If one holds the other does not.") in differences
        assert Difference(f"{other.reference}, contradictions", "0", "1") in differences

    def test_it_is_compared_with_the_claim_that_it_replaces(self, editor):
        old = make_published(statement="Seventeen were killed.")
        claim = make_in_review(statement="Sixteen were killed.", claimant=old.claimant, supersedes=old)

        differences = editor.get(page_of(claim)).context["differences"]

        assert Difference("Statement", "Seventeen were killed.", "Sixteen were killed.") in differences

    def test_it_is_published(self, editor):
        claim = make_in_review()

        response = editor.post(page_of(claim), {"decision": "publish"})

        assert Claim.objects.get().publication == "published"
        assert told(response) == [f"{claim.reference}: published."]

    def test_it_is_sent_back_with_a_note(self, editor):
        claim = make_in_review()

        refused = editor.post(page_of(claim), {"decision": "send_back"})
        editor.post(page_of(claim), {"decision": "send_back", "note": "Which day?"})

        assert refusals(refused) == ["Say what is missing: its author reads it."]
        assert Claim.objects.get().publication == "draft"
        assert "Which day?" in editor.get(f"/admin/claims/claim/{claim.pk}/history/").content.decode()

    def test_one_without_a_citation_is_refused_and_the_note_kept(self, editor):
        claim = make_claim(publication=Publication.IN_REVIEW)

        response = editor.post(page_of(claim), {"decision": "publish", "note": "Typed with care."})

        assert "needs at least one citation" in refusals(response)[0]
        assert "Typed with care." in response.content.decode()

    def test_one_not_in_review_is_told(self, editor):
        claim = make_published()

        response = editor.post(page_of(claim), {"decision": "publish"})

        assert refusals(response) == [f"{claim.reference} is not in review."]

    def test_a_contributor_may_not(self, contributor):
        assert contributor.post(page_of(make_in_review()), {"decision": "publish"}).status_code == 403


class TestCorrection:
    def test_the_message_the_claim_and_what_changed_since_are_shown(self, reviewer):
        row = make_correction(contact="ann@example.org")
        claim = row.claim
        claim.statement = "Something else happened."
        old = Claim.objects.get(pk=claim.pk).statement
        workflow.revise(claim, by=make_editor(), reason="A reader noticed.")

        response = reviewer.get(page_of(row, "answer"))

        page = response.content.decode()
        assert response.context["changed"] == [Difference("Statement", old, "Something else happened.")]
        assert ("The day is wrong." in page, "ann@example.org" in page) == (True, True)

    def test_where_nothing_changed_it_leads_to_the_claim(self, reviewer):
        page = reviewer.get(page_of(make_correction(), "answer")).content.decode()

        assert "change the claim first" in squeezed(page)

    def test_it_is_answered_in_the_public_history(self, reviewer):
        row = make_correction()

        response = reviewer.post(page_of(row, "answer"), {"decision": "corrected", "note": "The day is put right."})

        row.refresh_from_db()
        assert (row.state, row.answer) == ("corrected", "The day is put right.")
        assert LedgerEntry.objects.first().act == "correct"
        assert told(response) == [f"Correction of {row.claim.reference}: corrected."]

    def test_an_answer_is_needed_and_given_once(self, reviewer):
        row = make_correction()
        address = page_of(row, "answer")

        empty = reviewer.post(address, {"decision": "declined"})
        reviewer.post(address, {"decision": "declined", "note": "The source says so."})
        again = reviewer.post(address, {"decision": "corrected", "note": "Or not."})

        assert refusals(empty) == ["Say what was done, or why nothing was: the reader sees it."]
        assert refusals(again) == ["This correction request is answered already."]
        assert "The source says so." in again.content.decode()

    def test_only_reviewers_answer_and_see_the_contact(self, editor, reviewer):
        row = make_correction(contact="ann@example.org")

        assert editor.get(page_of(row, "answer")).status_code == 403
        assert "ann@example.org" not in editor.get(change_page(row)).content.decode()
        assert "ann@example.org" in reviewer.get(change_page(row)).content.decode()

    def test_the_list_is_searched_and_filtered(self, editor):
        row = make_correction(message="Quite another matter.")
        make_correction()

        found = editor.get("/admin/claims/correctionrequest/?q=another+matter&state__exact=open").context["cl"]

        assert list(found.result_list) == [row]

    def test_nobody_adds_changes_or_deletes_one_by_hand(self, superuser):
        row = make_correction()

        assert superuser.get("/admin/claims/correctionrequest/add/").status_code == 403
        assert superuser.post(change_page(row), {"message": "x"}).status_code == 403
        assert superuser.post(f"/admin/claims/correctionrequest/{row.pk}/delete/", {"post": "yes"}).status_code == 403


class TestWords:
    def test_words_that_stay_go_and_come(self):
        found = pieces(
            "The army moved on towards Kidal on 6 October.", "The army moved off towards Kidal on 7 October."
        )

        assert [piece for piece in found if piece.kind != "same"] == [
            ("gone", "on"),
            ("new", "off"),
            ("gone", "6"),
            ("new", "7"),
        ]

    @pytest.mark.parametrize(
        ("old", "new"), [("", ""), ("", "a b"), ("a", ""), ("a b c d e f g h", "h g f e d c b a"), ("x " * 3000, "y")]
    )
    def test_nothing_is_lost(self, old, new):
        found = pieces(old, new)

        assert "".join(piece.text for piece in found if piece.kind != "new") == old
        assert "".join(piece.text for piece in found if piece.kind != "gone") == new

    def test_short_texts_are_shown_whole(self):
        assert pieces("Under review", "Under siege") == [("gone", "Under review"), ("new", "Under siege")]
