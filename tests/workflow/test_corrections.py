import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims import workflow
from claims.models import CorrectionRequest, LedgerEntry
from claims.workflow.audit import breaches
from tests.factories import make_claim, make_editor, make_published, make_reviewer, make_user

pytestmark = pytest.mark.django_db


def make_request(claim=None, **kwargs):
    return workflow.request_correction(claim or make_published(), **{"message": "The day is wrong.", **kwargs})


def answer(request, **kwargs):
    defaults = {"by": make_reviewer(), "state": "corrected", "answer": "The day is right now."}
    return workflow.answer_correction(request, **{**defaults, **kwargs})


def acts_on(claim):
    return [
        json.loads(entry.body) for entry in LedgerEntry.objects.filter(subject=claim.reference).order_by("sequence")
    ]


class TestRequest:
    def test_a_request_is_kept_open_without_the_spaces_around_it(self):
        claim = make_published()

        request = workflow.request_correction(claim, message=" Wrong day. ", contact=" ann@example.org ")

        assert CorrectionRequest.objects.get() == request
        assert (request.claim, request.message, request.contact) == (claim, "Wrong day.", "ann@example.org")
        assert (request.state, request.answer) == ("open", "")

    def test_it_is_not_in_the_ledger(self):
        claim = make_published()

        make_request(claim)

        assert [entry["act"] for entry in acts_on(claim)] == ["publish"]

    @pytest.mark.parametrize(
        ("message", "contact", "why"),
        [
            ("", "", "Say what is wrong."),
            (" \n ", "", "Say what is wrong."),
            ("m" * 4001, "", "The message is longer than 4,000 characters."),
            ("Wrong.", "c" * 201, "The contact is longer than 200 characters."),
            ("Wr\x00ng.", "", "The text holds a character that cannot be kept (U+0000)."),
        ],
    )
    def test_what_cannot_be_kept_is_refused(self, message, contact, why):
        with pytest.raises(ValidationError) as refusal:
            make_request(message=message, contact=contact)

        assert refusal.value.messages == [why]
        assert not CorrectionRequest.objects.exists()

    def test_the_longest_message_is_kept(self):
        assert len(make_request(message="m" * 4000, contact="c" * 200).message) == 4000

    def test_a_claim_that_is_not_published_takes_none(self):
        claim = make_claim()

        with pytest.raises(ValidationError) as refusal:
            make_request(claim)

        assert refusal.value.messages == [f"{claim.reference} is not published."]


class TestAnswer:
    def test_a_correction_goes_to_the_public_history_as_the_next_version(self):
        claim, reviewer = make_published(), make_reviewer()
        request = make_request(claim)

        answered = answer(request, by=reviewer, answer=" The day is the 7th. ")

        claim.refresh_from_db()
        last = acts_on(claim)[-1]
        assert (last["act"], last["reason"], last["version"]) == ("correct", "The day is the 7th.", claim.version)
        assert last["actor"] == str(reviewer.person.uuid)
        assert (answered.state, answered.answer, answered.answered_by) == ("corrected", "The day is the 7th.", reviewer)
        assert answered.answered_at is not None
        assert list(breaches()) == []

    def test_what_is_declined_leaves_the_claim_as_it_was(self):
        claim = make_published()

        answered = answer(make_request(claim), state="declined", answer="The source says so.")

        assert answered.state == "declined"
        assert [entry["act"] for entry in acts_on(claim)] == ["publish"]

    def test_of_a_withdrawn_claim_the_public_history_says_no_more(self):
        claim = make_published()
        request = make_request(claim)
        workflow.withdraw(claim, by=make_editor(), reason="Misread.")

        answer(request)

        assert [entry["act"] for entry in acts_on(claim)] == ["publish", "withdraw"]

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"answer": " "}, "Say what was done, or why nothing was: the reader sees it."),
            ({"answer": "a" * 4001}, "The answer is longer than 4,000 characters."),
            ({"answer": "\x00"}, "The text holds a character that cannot be kept (U+0000)."),
            ({"state": "open"}, "Choose: corrected or declined."),
            ({"state": "nonsense"}, "Choose: corrected or declined."),
        ],
    )
    def test_what_is_no_answer_is_refused(self, changes, why):
        request = make_request()

        with pytest.raises(ValidationError) as refusal:
            answer(request, **changes)

        request.refresh_from_db()
        assert refusal.value.messages == [why]
        assert request.state == "open"

    def test_a_request_is_answered_once(self):
        request = make_request()
        answer(request)

        with pytest.raises(ValidationError) as refusal:
            answer(request, state="declined")

        assert refusal.value.messages == ["This correction request is answered already."]

    @pytest.mark.parametrize("groups", [(), ("Contributors",), ("Editors",)])
    def test_only_reviewers_answer(self, groups):
        with pytest.raises(PermissionDenied):
            answer(make_request(), by=make_user(*groups))


class TestSendBack:
    def in_review(self):
        return workflow.send_to_review(make_claim(), by=make_editor())

    def test_a_claim_in_review_is_a_draft_again(self):
        claim = workflow.send_back(self.in_review(), by=make_editor(), note="Which day?")

        claim.refresh_from_db()
        assert claim.publication == "draft"
        assert not LedgerEntry.objects.exists()

    def test_a_note_is_needed(self):
        with pytest.raises(ValidationError) as refusal:
            workflow.send_back(self.in_review(), by=make_editor(), note=" ")

        assert refusal.value.messages == ["Say what is missing: its author reads it."]

    def test_only_from_review(self):
        claim = make_published()

        with pytest.raises(ValidationError) as refusal:
            workflow.send_back(claim, by=make_editor(), note="Which day?")

        assert refusal.value.messages == [f"{claim.reference} is not in review."]

    def test_a_contributor_sends_nothing_back(self):
        with pytest.raises(PermissionDenied):
            workflow.send_back(self.in_review(), by=make_user("Contributors"), note="Which day?")
