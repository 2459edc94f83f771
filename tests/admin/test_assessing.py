import pytest

from claims import workflow
from claims.models import Assessment, Claim
from tests.admin.pages import CLAIMS, act, change_page, claims_page, told
from tests.factories import make_citation, make_claim, make_editor, make_reviewer, make_user, make_verdict
from tests.markup import page_of

pytestmark = pytest.mark.django_db

ANSWERS = {"status": "inconclusive", "credibility": "4", "rationale": "The reports differ."}
CORROBORATED = {**ANSWERS, "status": "corroborated", "credibility": "2"}


def form_errors(response):
    return [*response.context["form"].non_field_errors()]


@pytest.fixture
def supported(db):
    claim = make_claim()
    make_citation(claim, bearing="supports")
    return claim


def proposed(claim, by=None):
    return workflow.assess(
        claim, status="corroborated", credibility="2", rationale="Two reports.", by=by or make_editor()
    )


class TestAssess:
    def test_an_editors_finding_that_is_no_verdict_stands_at_once(self, editor):
        claim = make_claim()

        response = editor.post(claims_page("assess", claim), ANSWERS)

        claim.refresh_from_db()
        assert claim.status == "inconclusive"
        assert response.url == change_page(claim)
        assert told(response) == [f"{claim.reference} no. 1: Inconclusive: stands now."]

    def test_a_verdict_waits_for_a_reviewer(self, editor, supported):
        response = editor.post(claims_page("assess", supported), CORROBORATED)

        supported.refresh_from_db()
        assert (supported.status, Assessment.objects.get().state) == ("unverified", "proposed")
        assert told(response) == [f"{supported.reference} no. 1: Corroborated: proposed; it waits for a reviewer."]

    def test_a_contributor_proposes(self, contributor):
        claim = make_claim()

        page = contributor.get(claims_page("assess", claim)).content.decode()
        contributor.post(claims_page("assess", claim), ANSWERS)

        assert f"Propose an assessment of {claim.reference}" in page
        assert "Propose an assessment" in page_of(contributor.get(change_page(claim)))
        assert Assessment.objects.get().state == "proposed"

    def test_the_rules_answer_in_sentences_and_nothing_is_lost(self, editor):
        claim = make_claim()

        response = editor.post(
            claims_page("assess", claim), {**ANSWERS, "status": "refuted", "rationale": "Typed with care."}
        )

        assert form_errors(response) == [
            f"{claim.reference}: Refuted needs at least one citation that undermines the claim."
        ]
        assert "Typed with care." in response.content.decode()

    def test_a_demand_gets_no_verdict(self, editor):
        claim = make_claim(kind="demand")

        response = editor.post(claims_page("assess", claim), ANSWERS)

        assert form_errors(response) == [
            f"{claim.reference}: {claim.reference} is a demand: it is neither true nor false and gets no verdict."
        ]

    def test_one_refused_claim_leaves_all_as_they_were(self, editor, supported):
        bare = make_claim()

        response = editor.post(
            claims_page("assess", supported, bare), {**CORROBORATED, "claims": [supported.pk, bare.pk]}
        )

        assert not Assessment.objects.exists()
        assert [error.split(":")[0] for error in form_errors(response)] == [bare.reference]

    def test_of_a_selection_only_the_ticked_are_assessed(self, editor):
        first, second = make_claim(), make_claim()

        response = editor.post(claims_page("assess", first, second), {**ANSWERS, "claims": [second.pk]})

        assert Assessment.objects.get().claim == second
        assert response.url == CLAIMS

    def test_nothing_ticked_is_told(self, editor):
        response = editor.post(claims_page("assess", make_claim(), make_claim()), ANSWERS)

        assert response.context["form"].errors["claims"] == ["Tick at least one claim."]

    @pytest.mark.parametrize(
        "bad", [{"status": ""}, {"status": "true"}, {"credibility": "7"}, {"rationale": " "}, {"rationale": "a\x00b"}]
    )
    def test_bad_answers_are_errors_at_their_fields(self, editor, bad):
        response = editor.post(claims_page("assess", make_claim()), {**ANSWERS, **bad})

        assert list(response.context["form"].errors) == list(bad)

    def test_the_page_shows_evidence_contradictions_and_history(self, editor):
        claim = make_claim()
        make_citation(claim, excerpt="nobody advanced")
        make_verdict(claim, "inconclusive", rationale="Too early to say.")

        page = editor.get(claims_page("assess", claim)).content.decode()

        assert ("nobody advanced" in page, "Too early to say." in page) == (True, True)

    def test_a_selection_is_led_there(self, editor):
        first, second = make_claim(), make_claim()

        assert act(editor, "assess_selected", first, second).url == claims_page("assess", first, second)

    def test_too_large_a_selection_is_told(self, editor):
        claims = [make_claim() for _ in range(21)]

        assert told(act(editor, "assess_selected", *claims)) == ["Select at most 20 claims for this; 21 are selected."]

    def test_an_address_with_too_many_claims_is_refused(self, editor):
        response = editor.get(claims_page("assess", *[make_claim() for _ in range(21)]))

        assert told(response) == ["Select at most 20 claims to assess."]

    @pytest.mark.parametrize("ids", ["", "ids=abc", "ids=%00", "ids=" + "9" * 40, "ids=999"])
    def test_ids_of_nothing_lead_back_to_the_list(self, editor, ids):
        response = editor.get(f"{CLAIMS}assess/?{ids}")

        assert told(response) == ["Those claims are no longer there: select others."]

    def test_who_may_not_assess_is_refused(self, client):
        client.force_login(make_user())

        assert client.get(claims_page("assess", make_claim())).status_code == 403


class TestDecide:
    def test_a_reviewer_approves_from_the_claims_page(self, reviewer, supported):
        assessment = proposed(supported)
        address = f"/admin/claims/assessment/{assessment.pk}/decide/"

        page = reviewer.get(change_page(supported)).content.decode()
        response = reviewer.post(address, {"decision": "approve", "note": "Read both."})

        assessment.refresh_from_db()
        supported.refresh_from_db()
        assert address in page
        assert (assessment.state, assessment.decision_note, supported.status) == (
            "approved",
            "Read both.",
            "corroborated",
        )
        assert response.url == change_page(supported)

    def test_a_rejection_needs_a_note(self, reviewer, supported):
        assessment = proposed(supported)
        address = f"/admin/claims/assessment/{assessment.pk}/decide/"

        refused = reviewer.post(address, {"decision": "reject", "note": ""})
        reviewer.post(address, {"decision": "reject", "note": "One repeats the other."})

        assessment.refresh_from_db()
        assert form_errors(refused) == ["Say why it is rejected."]
        assert assessment.state == "rejected"

    def test_nobody_decides_on_an_own_verdict(self, reviewer, supported):
        assessment = proposed(supported, by=reviewer.person)

        response = reviewer.post(
            f"/admin/claims/assessment/{assessment.pk}/decide/", {"decision": "approve", "note": "Mine."}
        )

        assert form_errors(response) == ["Whoever proposed a verdict does not decide on it: ask another reviewer."]
        assert "Mine." in response.content.decode()

    def test_evidence_gone_meanwhile_is_told(self, reviewer, supported):
        assessment = proposed(supported)
        supported.citations.all().delete()

        response = reviewer.post(f"/admin/claims/assessment/{assessment.pk}/decide/", {"decision": "approve"})

        assert "Corroborated needs at least one citation" in form_errors(response)[0]

    def test_a_decided_one_is_told(self, reviewer, supported):
        assessment = proposed(supported)
        workflow.approve_assessment(assessment, by=make_reviewer())
        address = f"/admin/claims/assessment/{assessment.pk}/decide/"

        response = reviewer.post(address, {"decision": "approve"})

        assert form_errors(response) == [f"{assessment} is decided already."]
        assert "never changes" in reviewer.get(address).content.decode()

    @pytest.mark.parametrize("answers", [{}, {"decision": "maybe"}])
    def test_no_decision_is_told(self, reviewer, supported, answers):
        response = reviewer.post(f"/admin/claims/assessment/{proposed(supported).pk}/decide/", answers)

        assert response.context["form"].errors["decision"] == ["Choose: approve or reject."]
        assert "Choose: approve or reject." in response.content.decode()

    @pytest.mark.parametrize("assessment_id", [999, 9 * 10**30])
    def test_one_that_is_gone_is_told(self, reviewer, assessment_id):
        response = reviewer.get(f"/admin/claims/assessment/{assessment_id}/decide/")

        assert told(response) == ["This assessment is no longer there."]

    def test_an_editor_sees_no_buttons_and_may_not_decide(self, editor, supported):
        assessment = proposed(supported)
        address = f"/admin/claims/assessment/{assessment.pk}/decide/"

        assert address not in editor.get(change_page(supported)).content.decode()
        assert editor.post(address, {"decision": "approve"}).status_code == 403


class TestAssessmentPages:
    def test_the_list_is_filtered_and_leads_to_the_decision(self, reviewer, supported):
        waiting = proposed(supported)
        make_verdict(make_claim(), "inconclusive")

        response = reviewer.get("/admin/claims/assessment/?state__exact=proposed")
        page = reviewer.get(change_page(waiting)).content.decode()

        assert list(response.context["cl"].result_list) == [waiting]
        assert f"{waiting.pk}/decide/" in page

    def test_findings_are_neither_added_nor_changed_nor_deleted_by_hand(self, superuser):
        assessment = make_verdict(make_claim(), "inconclusive")
        address = "/admin/claims/assessment/"

        statuses = [
            superuser.get(f"{address}add/").status_code,
            superuser.post(change_page(assessment), {"rationale": "x"}).status_code,
            superuser.post(f"{address}{assessment.pk}/delete/", {"post": "yes"}).status_code,
        ]

        assert statuses == [403, 403, 403]
        assert Claim.objects.get().status == "inconclusive"
