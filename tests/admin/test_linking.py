import pytest
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.choices import Basis, LinkState
from claims.models import ClaimLink
from tests.admin.pages import CLAIMS, act, change_page, claims_page, told
from tests.factories import (
    make_claim,
    make_claimant,
    make_editor,
    make_link,
    make_published,
    make_quantity,
    make_question,
    make_suggested_link,
    make_verdict,
)

pytestmark = pytest.mark.django_db

ANSWERS = {"kind": "contradicts", "basis": "incompatible", "rationale": "One day, one road.", "direction": "forward"}
#: How a link of each kind reads from its first claim and from its second.
READINGS = {
    "contradicts": ("Contradicts", "Contradicts"),
    "corroborates": ("Corroborates", "Corroborates"),
    "denies": ("Denies", "Denied by"),
    "qualifies": ("Qualifies", "Qualified by"),
    "repeats": ("Repeats", "Repeated by"),
    "supersedes": ("Replaces", "Replaced by"),
}


def form_errors(response):
    return [*response.context["form"].non_field_errors()]


class TestCounterpart:
    def test_the_claims_page_leads_to_the_search_for_the_other_one(self, editor):
        claim = make_claim()

        page = editor.get(change_page(claim)).content.decode()

        assertInHTML(f'<a href="{CLAIMS}{claim.pk}/counterpart/">Link with another claim…</a>', page)
        assert "Search by reference" in editor.get(f"{CLAIMS}{claim.pk}/counterpart/").content.decode()

    def test_likely_ones_are_named_with_their_reasons(self, editor):
        question = make_question()
        claim, other = make_claim(question=question, position="Yes"), make_claim(question=question, position="No")
        make_claim(question=question, position="Yes")

        likely = editor.get(f"{CLAIMS}{claim.pk}/counterpart/").context["likely"]

        assert [(row, [sentence for sentence, _basis in found]) for row, found in likely] == [
            (other, ["They answer the same question differently: “Yes” and “No”."])
        ]

    def test_a_linked_one_is_likely_no_more(self, editor):
        question = make_question()
        claim, other = make_claim(question=question, position="Yes"), make_claim(question=question, position="No")
        make_link(claim, other)

        assert editor.get(f"{CLAIMS}{claim.pk}/counterpart/").context["likely"] == []

    @pytest.mark.parametrize("claim_id", [999, 9 * 10**30])
    def test_a_claim_that_is_gone_leads_back_to_the_list(self, editor, claim_id):
        response = editor.get(f"{CLAIMS}{claim_id}/counterpart/")

        assert (response.status_code, response.url) == (302, CLAIMS)
        assert told(response) == ["This claim is no longer there."]


class TestCompare:
    def test_two_claims_stand_side_by_side_with_what_may_set_them_apart(self, editor):
        first, second = make_claim(kind="denial"), make_claim()
        make_quantity(first, best=17)
        make_quantity(second, best=3)

        response = editor.get(claims_page("link", first, second))

        assert response.context["claims"] == [first, second]
        assert [sentence for _pair, found in response.context["hints"] for sentence, _basis in found] == [
            f"{first.reference} is a denial.",
            "Their figures for civilians do not overlap: 17 and 3.",
        ]

    def test_two_selected_claims_are_led_there(self, editor):
        first, second = make_claim(), make_claim()

        response = act(editor, "link_selected", second, first)

        assert response.url == claims_page("link", first, second)

    @pytest.mark.parametrize("number", [1, 7])
    def test_too_few_or_too_many_are_told(self, editor, number):
        response = act(editor, "link_selected", *[make_claim() for _ in range(number)])

        assert told(response) == [f"Select between 2 and 6 claims for this; {number} are selected."]

    def test_a_claim_is_not_compared_with_itself(self, editor):
        claim = make_claim()

        response = editor.get(claims_page("link", claim, claim))

        assert response.url == f"{CLAIMS}{claim.pk}/counterpart/"
        assert told(response) == ["A claim cannot be linked with itself: choose another one."]

    def test_without_an_other_one_it_asks_for_it(self, editor):
        claim = make_claim()

        response = editor.get(f"{CLAIMS}link/?ids={claim.pk}&ids=")

        assert told(response) == ["Choose the other claim."]

    @pytest.mark.parametrize("ids", ["", "ids=abc&ids=%00", "ids=" + "9" * 40, "ids=-1", "ids=998&ids=999"])
    def test_ids_of_nothing_lead_back_to_the_list(self, editor, ids):
        response = editor.get(f"{CLAIMS}link/?{ids}")

        assert (response.status_code, response.url) == (302, CLAIMS)
        assert told(response) == ["Those claims are no longer there: select others."]

    def test_an_address_with_too_many_claims_is_refused(self, editor):
        response = editor.get(claims_page("link", *[make_claim() for _ in range(7)]))

        assert told(response) == ["Select at most 6 claims to link."]


class TestLink:
    def test_an_editors_link_stands_and_disputes_both(self, editor):
        first, second = make_published(), make_published()

        response = editor.post(claims_page("link", first, second), ANSWERS)

        link = ClaimLink.objects.get()
        first.refresh_from_db()
        assert (link.first, link.second, link.state, link.proposed_by) == (first, second, "confirmed", editor.person)
        assert first.disputed
        assert told(response) == [f"{first.reference} contradicts {second.reference}: confirmed."]

    def test_a_contributors_link_is_a_suggestion(self, contributor):
        first, second = make_claim(), make_claim()

        contributor.post(claims_page("link", first, second), ANSWERS)

        assert ClaimLink.objects.get().state == LinkState.SUGGESTED

    def test_a_directed_link_reads_the_way_that_is_chosen(self, editor):
        first, second = make_claim(), make_claim()

        editor.post(claims_page("link", first, second), {**ANSWERS, "kind": "denies", "direction": "backward"})

        assert str(ClaimLink.objects.get()) == f"{second.reference} denies {first.reference}"

    def test_the_ticked_pairs_of_three_are_linked(self, editor):
        first, second, third = make_claim(), make_claim(), make_claim()

        response = editor.post(
            claims_page("link", first, second, third),
            {**ANSWERS, "pairs": [f"{first.pk}-{second.pk}", f"{first.pk}-{third.pk}"]},
        )

        assert {(link.first, link.second) for link in ClaimLink.objects.all()} == {(first, second), (first, third)}
        assert response.url == CLAIMS

    def test_no_ticked_pair_is_told(self, editor):
        response = editor.post(claims_page("link", make_claim(), make_claim(), make_claim()), ANSWERS)

        assert response.context["form"].errors["pairs"] == ["Tick at least one pair."]

    @pytest.mark.parametrize("swap", [False, True])
    def test_the_same_pair_twice_is_told_and_nothing_lost(self, editor, swap):
        first, second = make_claim(), make_claim()
        make_link(first, second)
        pair = (second, first) if swap else (first, second)

        response = editor.post(claims_page("link", *pair), {**ANSWERS, "rationale": "Typed with care."})

        assert ClaimLink.objects.count() == 1
        assert form_errors(response) == [
            f"{pair[0].reference} and {pair[1].reference}: These two claims are already linked this way."
        ]
        assert "Typed with care." in response.content.decode()

    def test_one_refused_pair_leaves_all_unlinked(self, editor):
        first, second, third = make_claim(), make_claim(), make_claim()
        make_link(first, second)

        editor.post(
            claims_page("link", first, second, third),
            {**ANSWERS, "pairs": [f"{first.pk}-{second.pk}", f"{second.pk}-{third.pk}"]},
        )

        assert ClaimLink.objects.count() == 1

    @pytest.mark.parametrize("rationale", ["", "   "])
    def test_a_missing_rationale_is_told(self, editor, rationale):
        response = editor.post(claims_page("link", make_claim(), make_claim()), {**ANSWERS, "rationale": rationale})

        assert response.context["form"].errors["rationale"] == ["Say why: a link needs a rationale."]

    def test_a_missing_basis_is_told(self, editor):
        first, second = make_claim(), make_claim()

        response = editor.post(claims_page("link", first, second), {**ANSWERS, "basis": ""})

        assert form_errors(response) == [
            f"{first.reference} and {second.reference}: Claims that contradict or deny need a basis: why they differ."
        ]

    def test_a_link_that_opposes_nothing_needs_no_basis(self, editor):
        editor.post(claims_page("link", make_claim(), make_claim()), {**ANSWERS, "kind": "repeats", "basis": ""})

        assert ClaimLink.objects.get().kind == "repeats"

    def test_two_verified_claims_are_not_confirmed_as_incompatible(self, editor):
        first, second = make_published(), make_published()
        make_verdict(first, "verified")
        make_verdict(second, "verified")

        response = editor.post(claims_page("link", first, second), ANSWERS)

        assert "are both verified" in form_errors(response)[0]
        assert not ClaimLink.objects.exists()

    @pytest.mark.parametrize("bad", [{"kind": "x"}, {"basis": "x"}, {"direction": "x"}, {"rationale": "a\x00b"}])
    def test_bad_answers_are_errors_at_their_fields(self, editor, bad):
        response = editor.post(claims_page("link", make_claim(), make_claim()), {**ANSWERS, **bad})

        assert list(response.context["form"].errors) == list(bad)

    def test_a_claim_deleted_meanwhile_is_told(self, editor):
        first, second = make_claim(), make_claim()
        address = claims_page("link", first, second)
        second.delete()

        response = editor.post(address, ANSWERS)

        assert told(response) == ["Choose the other claim."]


class TestBothEnds:
    def test_a_link_reads_right_from_either_end(self, editor):
        claimant = make_claimant()
        claim = make_claim(claimant=claimant)
        expected = {}
        for kind, (from_first, from_second) in READINGS.items():
            first, second = make_claim(claimant=claimant), make_claim(claimant=claimant)
            expected[make_link(claim, second, kind=kind)] = (from_first, second)
            expected[make_link(first, claim, kind=kind)] = (from_second, first)

        links = editor.get(change_page(claim)).context["claim"].links

        assert {link: (reading, other) for link, reading, other in links} == expected
        assert len(links) == len(expected)

    def test_a_suggestion_shows_its_state_and_who_may_decide_sees_buttons(self, editor, contributor):
        first, second = make_claim(), make_claim()
        link = make_suggested_link(first, second)
        button = f"/admin/claims/claimlink/{link.pk}/confirm/"

        decides = editor.get(change_page(second)).content.decode()
        looks = contributor.get(change_page(second)).content.decode()

        assert (button in decides, button in looks) == (True, False)
        assert "Suggested" in looks


class TestDecide:
    def test_an_editor_confirms_and_comes_back_to_the_claim(self, editor):
        first, second = make_published(), make_published()
        link = make_suggested_link(first, second)

        response = editor.post(f"/admin/claims/claimlink/{link.pk}/confirm/", {"next": change_page(first)})

        second.refresh_from_db()
        assert second.disputed
        assert response.url == change_page(first)
        assert told(response) == [f"{link}: confirmed."]

    def test_an_editor_rejects(self, editor):
        first, second = make_published(), make_published()
        link = make_link(first, second)

        editor.post(f"/admin/claims/claimlink/{link.pk}/reject/")

        first.refresh_from_db()
        assert not first.disputed

    def test_a_decision_made_already_is_told(self, editor):
        link = make_link(make_claim(), make_claim())

        response = editor.post(f"/admin/claims/claimlink/{link.pk}/confirm/")

        assert told(response) == [f"{link} is confirmed already."]

    @pytest.mark.parametrize("link_id", [999, 9 * 10**30])
    def test_a_link_that_is_gone_is_told(self, editor, link_id):
        response = editor.post(f"/admin/claims/claimlink/{link_id}/confirm/")

        assert told(response) == ["This link is no longer there."]

    @pytest.mark.parametrize("decision", ["confirm", "reject"])
    def test_only_a_post_decides(self, editor, decision):
        link = make_suggested_link(make_claim(), make_claim())

        assert editor.get(f"/admin/claims/claimlink/{link.pk}/{decision}/").status_code == 405

    @pytest.mark.parametrize("decision", ["confirm", "reject"])
    def test_a_contributor_does_not_decide(self, contributor, decision):
        link = make_suggested_link(make_claim(), make_claim())

        assert contributor.post(f"/admin/claims/claimlink/{link.pk}/{decision}/").status_code == 403
        link.refresh_from_db()
        assert link.state == LinkState.SUGGESTED

    @pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\x00"])
    def test_a_decision_leads_nowhere_else(self, editor, address):
        link = make_suggested_link(make_claim(), make_claim())

        response = editor.post(f"/admin/claims/claimlink/{link.pk}/confirm/", {"next": address})

        assert response.url == "/admin/claims/claimlink/"

    def test_several_are_decided_at_once_and_each_refusal_told(self, editor):
        suggested = make_suggested_link(make_claim(), make_claim())
        confirmed = make_link(make_claim(), make_claim())

        response = act(editor, "confirm_selected", suggested, confirmed, address="/admin/claims/claimlink/")

        assert sorted(told(response)) == sorted([f"{suggested}: confirmed.", f"{confirmed} is confirmed already."])

    def test_several_are_rejected_at_once(self, editor):
        links = [make_suggested_link(make_claim(), make_claim()) for _ in range(2)]

        act(editor, "reject_selected", *links, address="/admin/claims/claimlink/")

        assert set(ClaimLink.objects.values_list("state", flat=True)) == {"rejected"}

    def test_contributors_have_no_such_actions(self, contributor):
        make_suggested_link(make_claim(), make_claim())

        page = contributor.get("/admin/claims/claimlink/").content.decode()

        assert "confirm_selected" not in page


class TestLinkPages:
    @pytest.mark.parametrize("query", ["state__exact=suggested", "kind__exact=repeats", "basis__exact=incompatible"])
    def test_links_are_filtered(self, editor, query):
        link = make_suggested_link(make_claim(), make_claim(), kind="repeats")
        make_link(make_claim(), make_claim(), basis=Basis.SCOPE)

        response = editor.get(f"/admin/claims/claimlink/?{query}")

        assert list(response.context["cl"].result_list) == [link]

    def test_links_are_neither_added_nor_changed_nor_deleted_by_hand(self, superuser):
        link = make_link(make_claim(), make_claim())
        address = "/admin/claims/claimlink/"

        statuses = [
            superuser.get(f"{address}add/").status_code,
            superuser.post(change_page(link), {"rationale": "x"}).status_code,
            superuser.post(f"{address}{link.pk}/delete/", {"post": "yes"}).status_code,
        ]

        assert statuses == [403, 403, 403]

    def test_a_links_page_offers_the_decision(self, editor, contributor):
        link = make_suggested_link(make_claim(), make_claim())

        assert f"{link.pk}/reject/" in editor.get(change_page(link)).content.decode()
        assert f"{link.pk}/reject/" not in contributor.get(change_page(link)).content.decode()


class TestWhoLinks:
    def test_a_visitor_of_the_desk_without_the_right_does_not_link(self, client):
        from tests.factories import make_user

        client.force_login(make_user())
        first, second = make_claim(), make_claim()

        assert client.get(claims_page("link", first, second)).status_code == 403
        assert client.get(f"{CLAIMS}{first.pk}/counterpart/").status_code == 403

    def test_someone_logged_out_is_sent_to_the_login(self, client):
        response = client.get(claims_page("link", make_claim(), make_claim()))

        assert response.url.startswith("/admin/login/")

    def test_a_withdrawn_claim_keeps_its_links_in_sight(self, editor):
        first, second = make_published(), make_published()
        make_link(first, second)
        workflow.withdraw(first, by=make_editor(), reason="Misread.")

        assert "Contradicts" in editor.get(change_page(first)).content.decode()
