import pytest
from django.contrib.admin.models import LogEntry

from claims.choices import Publication
from claims.models import Claim
from tests.admin.pages import CLAIMS, act, change_page, claims_page, told
from tests.factories import make_citation, make_claim, make_published, make_user

pytestmark = pytest.mark.django_db


def cited_claim(**kwargs):
    claim = make_claim(**kwargs)
    make_citation(claim)
    return claim


class TestPublish:
    def test_a_selection_is_published_and_each_refusal_told(self, editor):
        ready, bare, published = cited_claim(), make_claim(), make_published()

        response = act(editor, "publish_selected", ready, bare, published)

        ready.refresh_from_db()
        assert ready.publication == "published"
        assert sorted(told(response)) == sorted(
            [
                "1 claim published.",
                f"{bare.reference}: {bare.reference} needs at least one citation: say where the claim was made.",
                f"{published.reference}: {published.reference} is published already.",
            ]
        )

    def test_many_refusals_are_summed_up(self, editor):
        claims = [make_claim() for _ in range(12)]

        messages = told(act(editor, "publish_selected", *claims))

        assert (len(messages), messages[-1]) == (11, "2 more were refused.")

    def test_contributors_have_no_such_action(self, contributor):
        claim = cited_claim()

        page = contributor.get(CLAIMS).content.decode()
        act(contributor, "publish_selected", claim)

        claim.refresh_from_db()
        assert "publish_selected" not in page
        assert claim.publication == "draft"


class TestReview:
    def test_a_contributor_sends_drafts_to_review(self, contributor):
        draft, published = make_claim(), make_published()

        response = act(contributor, "review_selected", draft, published)

        draft.refresh_from_db()
        assert draft.publication == "in_review"
        assert sorted(told(response)) == sorted(
            ["1 claim sent to review.", f"{published.reference}: {published.reference} is not a draft."]
        )


class TestWithdraw:
    def test_it_asks_for_a_reason_and_keeps_it(self, editor):
        first, second = make_published(), make_published()

        led = act(editor, "withdraw_selected", first, second)
        refused = editor.post(led.url, {"reason": " "})
        response = editor.post(led.url, {"reason": "The source has corrected itself."})

        assert led.url == claims_page("withdraw", first, second)
        assert refused.context["form"].errors["reason"] == ["This field is required."]
        assert set(Claim.objects.values_list("publication", flat=True)) == {Publication.WITHDRAWN}
        assert told(response) == ["2 claims withdrawn."]
        assert LogEntry.objects.filter(change_message="Withdrawn: The source has corrected itself.").count() == 2

    def test_a_published_claims_page_leads_there(self, editor, contributor):
        claim = make_published()
        address = claims_page("withdraw", claim)

        assert address in editor.get(change_page(claim)).content.decode()
        assert address not in contributor.get(change_page(claim)).content.decode()
        assert claims_page("withdraw", draft := make_claim()) not in editor.get(change_page(draft)).content.decode()

    def test_what_is_not_published_is_refused_by_name(self, editor):
        claim = make_claim()

        response = editor.post(claims_page("withdraw", claim), {"reason": "So."})

        assert told(response) == [f"{claim.reference}: {claim.reference} is not published."]

    def test_contributors_do_not_withdraw(self, contributor):
        assert contributor.get(claims_page("withdraw", make_published())).status_code == 403

    @pytest.mark.parametrize("ids", ["", "ids=abc", "ids=%00", "ids=" + "9" * 40])
    def test_ids_of_nothing_lead_back_to_the_list(self, editor, ids):
        assert told(editor.get(f"{CLAIMS}withdraw/?{ids}")) == ["Those claims are no longer there: select others."]

    def test_a_reason_with_a_nul_character_is_refused(self, editor):
        response = editor.post(claims_page("withdraw", make_published()), {"reason": "a\x00b"})

        assert response.context["form"].errors["reason"] == [
            "The text holds a character that cannot be kept (U+0000).",
            "Null characters are not allowed.",
        ]


class TestSelections:
    @pytest.mark.parametrize("action", ["publish_selected", "review_selected", "link_selected", "delete_selected"])
    @pytest.mark.parametrize("selected", ["abc", "-1", "9" * 40, "\x00", "1.5", "²"])
    def test_an_absurd_selection_is_told(self, editor, action, selected):
        make_claim()

        response = editor.post(CLAIMS, {"action": action, "_selected_action": [selected]})

        assert response.status_code == 302
        assert len(told(response)) == 1

    @pytest.mark.parametrize("action", ["publish_selected", "review_selected", "withdraw_selected", "assess_selected"])
    def test_a_stale_selection_is_harmless(self, editor, action):
        make_claim()

        response = editor.post(CLAIMS, {"action": action, "_selected_action": ["99999"]})

        assert response.status_code in (200, 302)

    @pytest.mark.parametrize("action", ["", "nonsense", "\x00"])
    def test_an_unknown_action_is_harmless(self, editor, action):
        response = editor.post(CLAIMS, {"action": action, "_selected_action": [make_claim().pk]})

        assert response.status_code in (200, 302)

    def test_someone_without_rights_sees_nothing(self, client):
        client.force_login(make_user())

        assert client.get(CLAIMS).status_code == 403
