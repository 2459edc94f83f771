import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError

from claims import workflow
from claims.models import Claim, ClaimLink
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_link,
    make_published,
    make_publisher,
    make_reviewer,
    make_source,
    make_suggested_link,
    make_user,
    make_verdict,
)

pytestmark = pytest.mark.django_db


def stored(claim, *names):
    claim.refresh_from_db()
    return tuple(getattr(claim, name) for name in names)


def sentences(refusal):
    return " ".join(refusal.value.messages)


def propose(claim, status="corroborated", by=None, **kwargs):
    terms = {"credibility": "2", "rationale": "Two reports.", **kwargs}
    return workflow.assess(claim, status=status, by=by or make_editor(), **terms)


class TestPublish:
    def test_a_claim_with_a_citation_is_published(self):
        claim = make_claim()
        make_citation(claim)

        workflow.publish(claim, by=make_editor())

        assert stored(claim, "publication", "version", "citation_count") == ("published", 2, 1)
        assert claim.published_at is not None

    def test_a_claim_without_citation_is_refused(self):
        claim = make_claim(reference="KO-012")

        with pytest.raises(ValidationError, match="KO-012 needs at least one citation"):
            workflow.publish(claim, by=make_editor())
        assert stored(claim, "publication", "version") == ("draft", 1)

    def test_not_twice(self):
        with pytest.raises(ValidationError, match="published already"):
            workflow.publish(make_published(), by=make_editor())

    def test_a_contributor_may_not(self):
        claim = make_claim()
        make_citation(claim)

        with pytest.raises(PermissionDenied, match="may not publish claims"):
            workflow.publish(claim, by=make_user("Contributors"))

    def test_publishing_makes_the_claims_it_contradicts_disputed(self):
        claim, draft = make_published(), make_claim()
        make_citation(draft)
        make_link(claim, draft)
        assert stored(claim, "contradiction_count") == (0,)

        workflow.publish(draft, by=make_editor())

        assert stored(claim, "contradiction_count") == (1,)


class TestWithdraw:
    def test_it_no_longer_disputes_others(self):
        claim, other = make_published(), make_published()
        make_link(claim, other)

        workflow.withdraw(other, by=make_editor(), reason="Misread the source.")

        assert stored(claim, "contradiction_count") == (0,)
        assert stored(other, "publication") == ("withdrawn",)

    def test_it_asks_for_a_reason(self):
        with pytest.raises(ValidationError, match="say why"):
            workflow.withdraw(make_published(), by=make_editor(), reason="  ")

    def test_only_what_is_published(self):
        with pytest.raises(ValidationError, match="is not published"):
            workflow.withdraw(make_claim(), by=make_editor(), reason="Wrong.")

    def test_a_contributor_may_not(self):
        with pytest.raises(PermissionDenied):
            workflow.withdraw(make_published(), by=make_user("Contributors"), reason="Wrong.")


class TestSendToReview:
    def test_a_contributor_hands_a_draft_over(self):
        claim = make_claim()

        workflow.send_to_review(claim, by=make_user("Contributors"))

        assert stored(claim, "publication") == ("in_review",)

    def test_only_a_draft(self):
        with pytest.raises(ValidationError, match="is not a draft"):
            workflow.send_to_review(make_published(), by=make_editor())


class TestRevise:
    def test_the_next_version_with_counts_anew(self):
        claim = make_claim()
        claim.citations.create(source=make_source())

        workflow.revise(claim, by=make_editor())

        assert stored(claim, "version", "citation_count", "independent_origins") == (2, 1, 1)

    def test_a_published_claim_asks_for_a_reason(self):
        claim = make_published()

        with pytest.raises(ValidationError, match="say why it changes"):
            workflow.revise(claim, by=make_editor())

    def test_the_reason_stands_in_the_history(self):
        claim, editor = make_published(), make_editor()

        workflow.revise(claim, by=editor, reason="Date read again.")

        entry = LogEntry.objects.filter(object_id=claim.pk).latest("pk")
        assert (entry.user, entry.get_change_message()) == (editor, "Reason: Date read again.")


class TestLink:
    def test_incompatible_claims_become_disputed(self):
        first, second = make_published(), make_published()

        made = make_link(first, second)

        assert made.state == "confirmed"
        assert (first.disputed, second.disputed) == (True, True)

    def test_a_contributor_only_suggests(self):
        first, second = make_published(), make_published()

        made = make_suggested_link(first, second)

        assert (made.state, first.disputed) == ("suggested", False)

    @pytest.mark.parametrize(
        ("terms", "message"),
        [
            ({"rationale": "  "}, "This field cannot be blank"),
            ({"basis": ""}, "need a basis"),
            ({"kind": "opposes"}, "is not a valid choice"),
        ],
    )
    def test_what_is_missing_is_said(self, terms, message):
        with pytest.raises(ValidationError) as refusal:
            make_link(make_claim(), make_claim(), **terms)

        assert message in sentences(refusal)

    def test_not_with_itself(self):
        claim = make_claim()

        with pytest.raises(ValidationError, match="cannot be linked with itself"):
            make_link(claim, claim)

    def test_not_twice(self):
        first, second = make_claim(), make_claim()
        make_link(first, second)

        with pytest.raises(ValidationError, match="already linked this way"):
            make_link(second, first)

    def test_who_has_no_part_in_it_may_not(self):
        with pytest.raises(PermissionDenied, match="may not link claims"):
            make_link(make_claim(), make_claim(), by=make_user())

    def test_an_editor_confirms_a_suggestion(self):
        first, second = make_published(), make_published()
        made = make_suggested_link(first, second)
        editor = make_editor()

        made = workflow.confirm_link(made, by=editor)

        assert (made.state, made.reviewed_by) == ("confirmed", editor)
        assert stored(first, "contradiction_count") == (1,)

    def test_rejecting_ends_the_dispute(self):
        first, second = make_published(), make_published()
        made = make_link(first, second)

        workflow.reject_link(made, by=make_editor())

        assert stored(first, "contradiction_count") == stored(second, "contradiction_count") == (0,)

    def test_a_contributor_does_not_confirm(self):
        made = make_suggested_link(make_claim(), make_claim())

        with pytest.raises(PermissionDenied):
            workflow.confirm_link(made, by=make_user("Contributors"))

    def test_not_confirmed_twice(self):
        made = make_link(make_claim(), make_claim())

        with pytest.raises(ValidationError, match="confirmed already"):
            workflow.confirm_link(made, by=make_editor())

    def test_two_verified_claims_are_not_made_incompatible(self):
        first, second = make_published(), make_published()
        make_verdict(first, "verified")
        make_verdict(second, "verified")

        with pytest.raises(ValidationError, match="are both verified"):
            make_link(first, second)
        assert not ClaimLink.objects.exists()


class TestAssess:
    def test_a_verdict_waits_for_a_second_person(self):
        claim = make_published()
        make_citation(claim, bearing="supports")

        assessment = propose(claim)

        assert (assessment.state, assessment.number) == ("proposed", 1)
        assert stored(claim, "status") == ("unverified",)

    def test_what_is_no_verdict_stands_at_once(self):
        claim, editor = make_published(), make_editor()

        assessment = propose(claim, "under_review", by=editor)

        assert (assessment.state, assessment.decided_by, assessment.decided_alone) == ("approved", editor, False)
        assert stored(claim, "status") == ("under_review",)

    def test_a_contributor_only_proposes(self):
        claim = make_published()

        assessment = propose(claim, "under_review", by=make_user("Contributors"))

        assert assessment.state == "proposed"
        assert stored(claim, "status") == ("unverified",)

    def test_findings_are_counted_from_one(self):
        claim = make_published()

        assert [propose(claim, "under_review").number, propose(claim, "inconclusive").number] == [1, 2]

    @pytest.mark.parametrize("kind", ["announcement", "demand", "call"])
    def test_what_is_not_checkable_gets_none(self, kind):
        claim = make_published(kind=kind)

        with pytest.raises(ValidationError, match="neither true nor false"):
            propose(claim, "inconclusive")

    @pytest.mark.parametrize("status", ["corroborated", "verified"])
    def test_support_comes_from_somebody_else(self, status):
        army = make_claimant()
        claim = make_published(claimant=army)
        make_citation(claim, bearing="supports", source=make_source(publisher=make_publisher(part_of=army)))

        with pytest.raises(ValidationError, match="needs at least one citation that supports the claim"):
            propose(claim, status)

    def test_refuted_needs_what_undermines_it(self):
        with pytest.raises(ValidationError, match="Refuted needs at least one citation that undermines the claim"):
            propose(make_published(), "refuted")

    def test_a_rationale_is_needed(self):
        with pytest.raises(ValidationError) as refusal:
            propose(make_published(), "under_review", rationale=" ")

        assert "rationale" in refusal.value.message_dict

    def test_two_claims_that_cannot_both_hold_are_not_both_verified(self):
        first, second = make_published(reference="KO-1"), make_published(reference="KO-2")
        make_verdict(first, "verified")
        make_link(first, second)
        make_citation(second, bearing="supports")

        with pytest.raises(ValidationError, match="KO-2 cannot hold together with KO-1"):
            propose(second, "verified")

    def test_who_has_no_part_in_it_may_not(self):
        with pytest.raises(PermissionDenied, match="may not assess claims"):
            propose(make_published(), "under_review", by=make_user())


class TestDecide:
    def waiting(self, by=None):
        claim = make_published()
        make_citation(claim, bearing="supports")
        return propose(claim, by=by)

    def test_a_reviewer_approves(self):
        assessment, reviewer = self.waiting(), make_reviewer()

        assessment = workflow.approve_assessment(assessment, by=reviewer, note="Read both.")

        assert (assessment.state, assessment.decided_by, assessment.decision_note) == (
            "approved",
            reviewer,
            "Read both.",
        )
        assert stored(assessment.claim, "status") == ("corroborated",)

    @pytest.mark.parametrize("decide", [workflow.approve_assessment, workflow.reject_assessment])
    def test_proposer_cannot_decide_on_own_verdict(self, decide):
        reviewer = make_reviewer()
        assessment = self.waiting(by=reviewer)

        with pytest.raises(PermissionDenied, match="ask another reviewer"):
            decide(assessment, by=reviewer, note="I know.")

    def test_a_superuser_is_not_exempt(self):
        root = make_user(is_superuser=True)
        assessment = self.waiting(by=root)

        with pytest.raises(PermissionDenied, match="ask another reviewer"):
            workflow.approve_assessment(assessment, by=root)

    def test_without_four_eyes_it_is_marked_as_decided_alone(self, settings):
        settings.CLAIMS_FOUR_EYES = False
        reviewer = make_reviewer()

        assessment = workflow.approve_assessment(self.waiting(by=reviewer), by=reviewer)

        assert (assessment.state, assessment.decided_alone) == ("approved", True)

    def test_an_editor_may_not(self):
        with pytest.raises(PermissionDenied, match="may not decide on assessments"):
            workflow.approve_assessment(self.waiting(), by=make_editor())

    def test_rejecting_says_why_and_changes_no_status(self):
        assessment = self.waiting()

        with pytest.raises(ValidationError, match="Say why"):
            workflow.reject_assessment(assessment, by=make_reviewer(), note=" ")
        assessment = workflow.reject_assessment(assessment, by=make_reviewer(), note="One report only.")

        assert assessment.state == "rejected"
        assert stored(assessment.claim, "status") == ("unverified",)

    def test_not_twice(self):
        assessment = self.waiting()
        workflow.approve_assessment(assessment, by=make_reviewer())

        with pytest.raises(ValidationError, match="decided already"):
            workflow.approve_assessment(assessment, by=make_reviewer())

    def test_evidence_that_went_meanwhile_is_missed(self):
        assessment = self.waiting()
        assessment.claim.citations.filter(bearing="supports").delete()

        with pytest.raises(ValidationError, match="needs at least one citation that supports"):
            workflow.approve_assessment(assessment, by=make_reviewer())


class TestRecount:
    def test_returns_how_many_changed(self):
        claim = make_published()
        make_published()
        Claim.objects.filter(pk=claim.pk).update(citation_count=9)

        assert workflow.recount(Claim.objects.all()) == 1
        assert stored(claim, "citation_count") == (1,)

    def test_follows_a_publisher_that_joins_another_body(self):
        claim = make_claim()
        papers = [make_publisher(), make_publisher()]
        for paper in papers:
            make_citation(claim, source=make_source(publisher=paper))
        assert stored(claim, "independent_origins") == (2,)
        papers[1].part_of = papers[0]
        papers[1].save()

        workflow.recount_around(papers[1])

        assert stored(claim, "independent_origins") == (1,)

    def test_follows_a_body_whose_parts_publish(self):
        house = make_publisher()
        claim = make_claim()
        make_citation(claim, source=make_source(publisher=make_publisher(part_of=house)))
        house.stake = "party"
        house.save()

        workflow.recount_around(house)

        assert stored(claim, "independent_origins") == (0,)
