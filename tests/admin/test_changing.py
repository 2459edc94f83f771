import pytest
from django.contrib import admin
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.models import Claim
from claims.models.claims import NEVER, WORKFLOW_FIELDS
from tests.admin.pages import change_page, cited, errors_of, filled
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_published,
    make_publisher,
    make_quantity,
    make_source,
    make_verdict,
)

pytestmark = pytest.mark.django_db


class TestChange:
    def test_an_edit_makes_the_next_version_and_counts_anew(self, editor):
        claim = make_claim()
        citation = make_citation(claim)

        editor.post(
            change_page(claim), filled(claim, statement="Other words.", citations=[cited(citation, DELETE="on")])
        )

        claim.refresh_from_db()
        assert (claim.statement, claim.version, claim.citation_count) == ("Other words.", 2, 0)

    def test_saving_without_a_change_is_no_version(self, editor):
        claim = make_claim()

        editor.post(change_page(claim), filled(claim))

        claim.refresh_from_db()
        assert claim.version == 1

    def test_a_published_claim_asks_why_it_changes(self, editor):
        claim = make_published()

        refused = editor.post(change_page(claim), filled(claim, statement="Other words."))
        editor.post(change_page(claim), filled(claim, statement="Other words.", reason="Misspelt.", _confirmed=1))

        assert refused.context["adminform"].form.errors == {"reason": ["This field is required."]}
        claim.refresh_from_db()
        assert claim.statement == "Other words."

    def test_the_reason_is_asked_for_published_claims_only(self, editor):
        assert "Reason for the change" in editor.get(change_page(make_published())).content.decode()
        assert "Reason for the change" not in editor.get(change_page(make_claim())).content.decode()

    def test_citations_stay_under_a_published_claim(self, editor):
        claim = make_published()
        citation = claim.citations.get()

        response = editor.post(
            change_page(claim), filled(claim, citations=[cited(citation, DELETE="on")], reason="Not needed.")
        )

        assert claim.citations.count() == 1
        assert errors_of(response) == [
            f"{claim.reference} is published, so its citations stay. Add the better one, or withdraw the claim first."
        ]

    def test_evidence_that_a_standing_verdict_needs_stays(self, editor):
        claim = make_claim()
        make_verdict(claim, "refuted")
        citation = claim.citations.get()

        response = editor.post(
            change_page(claim), filled(claim, statement="Kept words.", citations=[cited(citation, bearing="context")])
        )

        citation.refresh_from_db()
        assert citation.bearing == "undermines"
        assert "Refuted needs at least one citation that undermines the claim." in errors_of(response)
        assert "Kept words." in response.content.decode()

    def test_a_claimant_that_would_leave_a_verdict_without_its_evidence_is_refused(self, editor):
        claim = make_claim()
        publisher = make_publisher()
        make_citation(claim, bearing="supports", source=make_source(publisher=publisher))
        make_verdict(claim, "inconclusive")
        Claim.objects.filter(pk=claim.pk).update(status="corroborated")
        claim.refresh_from_db()

        response = editor.post(change_page(claim), filled(claim, claimant=publisher.pk))

        claim.refresh_from_db()
        assert claim.claimant != publisher
        assert "Corroborated needs at least one citation" in " ".join(errors_of(response))

    def test_a_judged_claim_does_not_turn_into_a_demand(self, editor):
        claim = make_claim()
        make_verdict(claim, "inconclusive")

        response = editor.post(change_page(claim), filled(claim, kind="demand"))

        assert "get no verdict" in response.context["adminform"].form.errors["kind"][0]

    def test_a_claim_that_another_replaces_keeps_its_claimant(self, editor):
        claim = make_claim()
        make_claim(claimant=claim.claimant, supersedes=claim)

        response = editor.post(change_page(claim), filled(claim, claimant=make_claimant().pk))

        assert "replaces this one" in response.context["adminform"].form.errors["claimant"][0]

    def test_what_workflow_owns_is_not_written_by_the_form(self, editor):
        claim = make_published()

        editor.post(
            change_page(claim),
            filled(
                claim,
                statement="Other.",
                reason="Why.",
                status="verified",
                publication="draft",
                version=99,
                _confirmed=1,
            ),
        )

        claim.refresh_from_db()
        assert (claim.status, claim.publication, claim.version) == ("unverified", "published", 3)

    def test_a_contributor_does_not_change_published_claims(self, contributor):
        claim = make_published()

        assert contributor.get(change_page(claim)).status_code == 200
        assert contributor.post(change_page(claim), filled(claim, statement="Mine.", reason="So.")).status_code == 403

    def test_a_contributor_changes_drafts(self, contributor):
        claim = make_claim(created_by=make_editor())

        contributor.post(change_page(claim), filled(claim, statement="Better."))

        claim.refresh_from_db()
        assert claim.statement == "Better."

    def test_withdrawn_claims_are_for_reading(self, editor):
        claim = make_published()
        workflow.withdraw(claim, by=make_editor(), reason="Misread.")

        assert editor.get(change_page(claim)).status_code == 200
        assert editor.post(change_page(claim), filled(claim, statement="Again.")).status_code == 403

    def test_a_figure_is_changed_with_its_claim(self, editor):
        claim = make_claim()
        quantity = make_quantity(claim)
        row = {
            "id": quantity.pk, "claim": claim.pk, "measure": "killed", "affected": "civilians", "unit": "people",
            "bound": "about", "best": "16",
        }  # fmt: skip

        editor.post(change_page(claim), filled(claim, quantities=[row]))

        quantity.refresh_from_db()
        claim.refresh_from_db()
        assert (quantity.best, quantity.bound, claim.version) == (16, "about", 2)


class TestWhatWorkflowOwns:
    def test_a_save_leaves_what_was_decided_meanwhile_as_it_stands(self, rf):
        opened = make_claim(statement="It moved.")
        make_verdict(Claim.objects.get(pk=opened.pk), "inconclusive")
        decided = Claim.objects.filter(pk=opened.pk).values(*WORKFLOW_FIELDS).get()
        opened.statement = "It did not move."

        admin.site.get_model_admin(Claim).save_model(rf.post("/"), opened, None, change=True)

        assert Claim.objects.filter(pk=opened.pk).values(*WORKFLOW_FIELDS).get() == decided
        assert Claim.objects.get(pk=opened.pk).statement == "It did not move."
        assert decided["decided_at"] > NEVER


class TestTwoEditors:
    def test_an_edit_of_an_older_version_is_refused_with_what_changed_and_by_whom(self, editor, reviewer):
        claim = make_claim(statement="First words.")
        opened = filled(claim, note="Typed with care.")
        reviewer.post(change_page(claim), filled(claim, statement="Other words."))

        response = editor.post(change_page(claim), opened)

        claim.refresh_from_db()
        form = response.context["adminform"].form
        assert (claim.statement, claim.note) == ("Other words.", "")
        assert errors_of(response) == [
            "This claim was changed while you were at it. "
            "rita: Changed Statement: “First words.” → “Other words.”. "
            "What you typed is kept below: look at it again, then save."
        ]
        assert form["note"].value() == "Typed with care."
        assertInHTML('<input type="hidden" name="seen" value="2" id="id_seen">', response.content.decode())

    def test_having_looked_again_it_is_saved(self, editor):
        claim = make_claim()
        Claim.objects.filter(pk=claim.pk).update(version=7)

        refused = editor.post(change_page(claim), filled(claim, note="Mine.", seen=1))
        editor.post(change_page(claim), filled(claim, note="Mine.", seen=7))

        claim.refresh_from_db()
        assert (refused.status_code, claim.note, claim.version) == (200, "Mine.", 8)

    @pytest.mark.parametrize("seen", ["", "abc", "-1", "9" * 5000])
    def test_a_version_that_cannot_be_read_is_refused(self, editor, seen):
        claim = make_claim()

        assert editor.post(change_page(claim), filled(claim, note="Mine.", seen=seen)).status_code == 200

    def test_publishing_meanwhile_asks_for_the_reason(self, editor):
        claim = make_claim()
        make_citation(claim)
        opened = filled(claim, note="Mine.")
        workflow.publish(claim, by=make_editor())

        response = editor.post(change_page(claim), opened)

        assert set(response.context["adminform"].form.errors) == {"reason", "__all__"}
