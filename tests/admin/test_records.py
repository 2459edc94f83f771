"""Claimants, places, events, sources and questions; deleting; people."""

import pytest
from django.contrib.auth.models import Group, User
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.choices import Stake
from claims.models import Citation, Claim, ClaimLink, Source
from tests.admin.pages import CLAIMS, act, change_page, cited, errors_of, filled
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_link,
    make_place,
    make_published,
    make_publisher,
    make_question,
    make_source,
    make_verdict,
)

pytestmark = pytest.mark.django_db

MODELS = ("claimant", "place", "event", "source", "question")


def fields_of(row):
    """Return the fields of a row's stock form as a browser sends them back."""
    return {
        field.name: getattr(row, field.attname) or ""
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key
    }


class TestRecords:
    @pytest.mark.parametrize("model", MODELS)
    def test_each_is_listed_searched_and_added(self, contributor, model):
        address = f"/admin/claims/{model}/"

        assert [contributor.get(path).status_code for path in (address, f"{address}?q=x", f"{address}add/")] == [
            200
        ] * 3

    def test_the_slug_is_filled_in_when_adding_and_fixed_later(self, editor):
        claimant = make_claimant(slug="army")

        adding = editor.get("/admin/claims/claimant/add/").context["adminform"]
        editor.post(change_page(claimant), {**fields_of(claimant), "slug": "other", "name": "The army"})

        claimant.refresh_from_db()
        assert (adding.prepopulated_fields[0]["field"].name, "slug" in adding.form.fields) == ("slug", True)
        assert (claimant.name, claimant.slug) == ("The army", "army")

    def test_what_rests_on_a_claimant_is_told(self, editor):
        claimant = make_publisher(slug="rfi")
        make_claim(claimant=claimant)
        make_claim(claimant=claimant)
        make_source(publisher=claimant)

        page = editor.get(change_page(claimant)).content.decode()

        assertInHTML('<a href="/admin/claims/claim/?claimant=rfi">2 claims</a>', page)
        assertInHTML('<a href="/admin/claims/source/?publisher=rfi">1 source</a>', page)

    @pytest.mark.parametrize("make", [make_event, make_place, make_question, make_source, make_claimant])
    def test_nothing_rests_on_a_new_one(self, editor, make):
        assert "Nothing yet." in editor.get(change_page(make())).content.decode()

    def test_a_source_is_found_by_its_publisher(self, editor):
        source = make_source(publisher=make_publisher(slug="rfi"))
        make_source()

        response = editor.get("/admin/claims/source/?publisher=rfi")

        assert list(response.context["cl"].result_list) == [source]

    def test_a_claimant_that_becomes_a_party_counts_as_an_origin_no_more(self, editor):
        publisher = make_publisher()
        claim = make_claim()
        make_citation(claim, source=make_source(publisher=publisher))

        editor.post(change_page(publisher), {**fields_of(publisher), "stake": Stake.PARTY})

        claim.refresh_from_db()
        assert claim.independent_origins == 0

    def test_publishers_of_one_body_count_once(self, editor):
        whole, part = make_publisher(), make_publisher()
        claim = make_claim()
        make_citation(claim, source=make_source(publisher=whole))
        make_citation(claim, source=make_source(publisher=part))

        editor.post(change_page(part), {**fields_of(part), "part_of": whole.pk})

        claim.refresh_from_db()
        assert claim.independent_origins == 1

    def test_a_source_without_its_publisher_is_no_origin(self, editor):
        claim = make_claim()
        citation = make_citation(claim)

        editor.post(change_page(citation.source), {**fields_of(citation.source), "publisher": ""})

        claim.refresh_from_db()
        assert claim.independent_origins == 0

    def test_published_claims_are_counted_anew_too(self, editor):
        claim = make_published()
        publisher = claim.citations.get().source.publisher

        editor.post(change_page(publisher), {**fields_of(publisher), "stake": Stake.PARTY})
        party = Claim.objects.get().independent_origins
        editor.post(change_page(publisher), {**fields_of(publisher), "stake": Stake.INDEPENDENT})
        editor.post(
            change_page(claim.citations.get().source), {**fields_of(claim.citations.get().source), "publisher": ""}
        )

        assert (claim.independent_origins, party, Claim.objects.get().independent_origins) == (1, 0, 0)

    def test_a_day_is_written_and_read_in_one_way_only(self, editor):
        source = make_source(accessed_on="2023-10-06")
        form = editor.get(change_page(source)).context["adminform"].form
        shown = form["accessed_on"].value()

        page = editor.post(change_page(source), {**fields_of(source), "accessed_on": "07/10/2023"})

        assert str(form.fields["accessed_on"].widget.format_value(shown)) == "2023-10-06"
        assert errors_of(page) == ["Write the day like 2023-10-06."]

    def test_a_source_under_a_verdict_keeps_a_publisher(self, editor):
        claim = make_claim()
        make_verdict(claim, "corroborated")
        source = claim.citations.get().source

        response = editor.post(
            change_page(source), {**fields_of(source), "publisher": claim.claimant_id, "title": "Typed with care"}
        )

        source.refresh_from_db()
        assert source.publisher != claim.claimant
        assert errors_of(response) == [
            f"{claim.reference} is corroborated. Corroborated needs at least one citation that supports the claim "
            "out of its own reporting, and whose publisher is neither the claimant nor part of it."
        ]
        assert "Typed with care" in response.content.decode()

    def test_a_publisher_under_a_verdict_does_not_become_part_of_the_claimant(self, editor):
        claim = make_claim()
        make_verdict(claim, "verified")
        publisher = claim.citations.get().source.publisher

        response = editor.post(change_page(publisher), {**fields_of(publisher), "part_of": claim.claimant_id})

        publisher.refresh_from_db()
        assert publisher.part_of is None
        assert f"{claim.reference} is verified." in errors_of(response)[0]

    def test_a_circle_is_refused(self, editor):
        whole = make_claimant()
        part = make_claimant(part_of=whole)

        response = editor.post(change_page(whole), {**fields_of(whole), "part_of": part.pk})

        assert "This would make a circle" in errors_of(response)[0]

    @pytest.mark.parametrize("model", [*MODELS, "claim", "claimlink", "assessment"])
    @pytest.mark.parametrize("pk", ["999", "abc", "9" * 40, "%00", "-1"])
    def test_an_unknown_row_is_told(self, editor, model, pk):
        responses = [editor.get(f"/admin/claims/{model}/{pk}/{page}/") for page in ("change", "history", "delete")]

        assert {response.status_code for response in responses} <= {302, 403}

    @pytest.mark.parametrize("make", [make_event, make_question, make_source, make_claimant])
    def test_the_public_page_is_offered_once_there_is_one(self, editor, make):
        row = make()

        assert "View on site" not in editor.get(change_page(row)).content.decode()

    def test_a_published_claim_leads_to_its_public_page(self, editor):
        assert "View on site" in editor.get(change_page(make_published())).content.decode()
        assert "View on site" not in editor.get(change_page(make_claim())).content.decode()


class TestDelete:
    def test_a_draft_goes_with_its_links(self, editor):
        claim, other = make_claim(), make_published()
        make_link(claim, other)

        editor.post(f"{CLAIMS}{claim.pk}/delete/", {"post": "yes"})

        assert (list(Claim.objects.all()), ClaimLink.objects.count()) == ([other], 0)

    @pytest.mark.parametrize("withdrawn", [False, True])
    def test_what_has_been_public_stays(self, editor, withdrawn):
        claim = make_published()
        if withdrawn:
            workflow.withdraw(claim, by=make_editor(), reason="Misread.")

        assert editor.post(f"{CLAIMS}{claim.pk}/delete/", {"post": "yes"}).status_code == 403
        assert "deletelink" not in editor.get(change_page(claim)).content.decode()

    def test_what_was_judged_stays(self, editor):
        claim = make_claim()
        make_verdict(claim, "inconclusive")

        assert editor.post(f"{CLAIMS}{claim.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_of_a_selection_each_that_must_stay_is_told(self, editor):
        draft, published, judged = make_claim(), make_published(), make_claim()
        make_verdict(judged, "inconclusive")

        page = act(editor, "delete_selected", draft, published, judged).content.decode()
        editor.post(
            CLAIMS,
            {"action": "delete_selected", "_selected_action": [draft.pk, published.pk], "post": "yes"},
        )

        assert f"{published.reference} has been published: withdraw it instead" in page
        assert f"{judged.reference} has been assessed: findings stay on record" in page
        assert Claim.objects.count() == 3

    def test_selected_drafts_are_deleted(self, editor):
        drafts = [make_claim(), make_claim()]

        editor.post(
            CLAIMS,
            {"action": "delete_selected", "_selected_action": [draft.pk for draft in drafts], "post": "yes"},
        )

        assert not Claim.objects.exists()

    def test_contributors_delete_no_claims(self, contributor):
        claim = make_claim()

        assert contributor.post(f"{CLAIMS}{claim.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_a_source_that_is_cited_stays_and_the_page_says_why(self, editor):
        claim = make_published()
        source = claim.citations.get().source

        page = editor.get(f"/admin/claims/source/{source.pk}/delete/").content.decode()
        editor.post(f"/admin/claims/source/{source.pk}/delete/", {"post": "yes"})

        assert "protected" in page
        assert Source.objects.filter(pk=source.pk).exists()

    def test_a_citation_that_another_relays_from_stays(self, editor):
        claim = make_claim()
        first = make_citation(claim)
        second = make_citation(claim, mode="relayed", relayed_from=first)

        response = editor.post(change_page(claim), filled(claim, citations=[cited(first, DELETE="on"), cited(second)]))

        assert response.status_code == 200
        assert Citation.objects.count() == 2


class TestPeople:
    def test_a_superuser_makes_an_editor(self, superuser, client):
        superuser.post(
            "/admin/auth/user/add/",
            {
                "username": "nina", "usable_password": "true",
                "password1": "a long enough passphrase", "password2": "a long enough passphrase",
            },
        )  # fmt: skip
        nina = User.objects.get(username="nina")
        superuser.post(
            change_page(nina),
            {
                "username": "nina", "is_active": "on", "is_staff": "on",
                "groups": [Group.objects.get(name="Editors").pk],
                "date_joined_0": "2026-01-01", "date_joined_1": "10:00",
            },
        )  # fmt: skip

        client.login(username="nina", password="a long enough passphrase")
        assert client.get(f"{CLAIMS}add/").status_code == 200
        assert User.objects.get(username="nina").has_perm("claims.publish_claim")

    @pytest.mark.parametrize("query", ["is_staff__exact=1", "groups__id__exact=1", "q=ro"])
    def test_people_are_filtered(self, superuser, query):
        assert superuser.get(f"/admin/auth/user/?{query}").status_code == 200

    @pytest.mark.parametrize("query", ["password__startswith=a", "username__regex=a", "groups__id__exact=abc"])
    def test_people_are_not_probed(self, superuser, query):
        assert superuser.get(f"/admin/auth/user/?{query}").status_code == 302

    def test_editors_see_no_people(self, editor):
        assert [editor.get(f"/admin/auth/{model}/").status_code for model in ("user", "group")] == [403, 403]


@pytest.mark.parametrize("query", ["_to_field=", "_to_field=&_popup=1", "_to_field=password", "_to_field=nonsense"])
def test_a_row_is_found_whatever_field_a_popup_names(superuser, query):
    rows = (make_claim(), make_source(), superuser.person)

    codes = {superuser.get(f"{change_page(row)}?{query}").status_code for row in rows}

    assert codes == ({400} if "=password" in query or "=nonsense" in query else {200})
