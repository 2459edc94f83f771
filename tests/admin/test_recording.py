import pytest
from django.contrib.admin.widgets import AutocompleteSelect

from claims.models import Citation, Claim, Source
from tests.admin.pages import CLAIMS, change_page, cited, errors_of, filled, told
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_event,
    make_publisher,
    make_source,
)

pytestmark = pytest.mark.django_db

RELATIONS = ("claimant", "event", "question", "place", "supersedes")


class TestRecord:
    def test_a_claim_its_citations_and_figures_are_recorded_on_one_page(self, contributor):
        claimant, event, source = make_claimant(), make_event(), make_source()

        response = contributor.post(
            f"{CLAIMS}add/",
            filled(
                claimant=claimant.pk,
                event=event.pk,
                reference="KO-900",
                statement="Seventeen people were killed.",
                kind="figure",
                about="2023?-10-06",
                citations=[{"source": source.pk, "bearing": "states", "mode": "reported", "locator": "paragraph 3"}],
                quantities=[
                    {"measure": "killed", "affected": "civilians", "unit": "people", "bound": "exact", "best": "17"}
                ],
            ),
        )

        claim = Claim.objects.get()
        assert response.status_code == 302
        assert (claim.reference, claim.publication, claim.created_by) == ("KO-900", "draft", contributor.person)
        assert (claim.citation_count, claim.independent_origins, claim.quantities.get().best) == (1, 1, 17)
        assert claim.about_earliest.isoformat() == "2023-10-06"

    def test_the_reference_is_made_up_and_can_be_typed_over(self, editor):
        page = editor.get(f"{CLAIMS}add/")

        assert page.context["adminform"].form["reference"].value().startswith("C-")

    def test_the_reference_never_changes_later(self, editor):
        claim = make_claim(reference="KO-901")

        editor.post(change_page(claim), filled(claim, reference="KO-999"))

        claim.refresh_from_db()
        assert claim.reference == "KO-901"

    def test_a_bad_date_is_refused_at_its_field_with_examples(self, editor):
        response = editor.post(
            f"{CLAIMS}add/",
            filled(claimant=make_claimant().pk, reference="KO-1", statement="Something.", about="6.10.23"),
        )

        assert not Claim.objects.exists()
        assert (
            "is not a date we can read. Write it like 2023-10-06"
            in response.context["adminform"].form.errors["about"][0]
        )

    def test_a_source_cited_twice_at_one_place_is_told(self, editor):
        row = {"source": make_source().pk, "bearing": "states", "mode": "reported", "locator": ""}

        response = editor.post(
            f"{CLAIMS}add/",
            filled(claimant=make_claimant().pk, reference="KO-1", statement="Something.", citations=[row, row]),
        )

        assert response.status_code == 200
        assert "duplicate" in " ".join(errors_of(response))

    def test_what_a_figure_leaves_empty_follows(self, editor):
        row = {"measure": "killed", "affected": "civilians", "unit": "", "bound": "", "low": "60", "high": "80"}

        editor.post(
            f"{CLAIMS}add/",
            filled(claimant=make_claimant().pk, reference="KO-1", statement="Something.", quantities=[row]),
        )

        made = Claim.objects.get(reference="KO-1").quantities.get()
        assert (made.bound, made.unit, made.in_words) == ("range", "people", "60 to 80")

    def test_two_figures_that_count_the_same_are_refused(self, editor):
        row = {"measure": "killed", "affected": "civilians", "bound": "", "best": "60"}

        response = editor.post(
            f"{CLAIMS}add/",
            filled(
                claimant=make_claimant().pk, reference="KO-1", statement="Something.",
                quantities=[{**row, "unit": ""}, {**row, "unit": "people"}],
            ),
        )  # fmt: skip

        assert response.status_code == 200
        assert errors_of(response)

    def test_figures_out_of_order_are_told(self, editor):
        row = {
            "measure": "killed", "affected": "civilians", "unit": "people", "bound": "range", "low": "9", "high": "3",
        }  # fmt: skip

        response = editor.post(
            f"{CLAIMS}add/",
            filled(claimant=make_claimant().pk, reference="KO-1", statement="Something.", quantities=[row]),
        )

        assert errors_of(response) == ["The low number cannot exceed the high one."]

    def test_a_citation_relays_from_one_of_the_same_claim_only(self, editor):
        claim = make_claim()
        first, second, stranger = make_citation(claim), make_citation(claim), make_citation(make_claim())

        page = editor.get(change_page(claim))
        refused = editor.post(
            change_page(claim),
            filled(claim, citations=[cited(first), cited(second, mode="relayed", relayed_from=stranger.pk)]),
        )
        taken = editor.post(
            change_page(claim),
            filled(claim, citations=[cited(first), cited(second, mode="relayed", relayed_from=first.pk)]),
        )

        offered = page.context["inline_admin_formsets"][0].formset.forms[1].fields["relayed_from"].choices
        assert [choice[0] for choice in offered] == ["", first.pk]
        assert (refused.status_code, taken.status_code) == (200, 302)
        second.refresh_from_db()
        assert second.relayed_from == first

    def test_a_circle_of_relays_in_one_form_is_refused_and_nothing_lost(self, editor):
        claim = make_claim()
        one, other = make_citation(claim), make_citation(claim)

        response = editor.post(
            change_page(claim),
            filled(
                claim,
                citations=[
                    cited(one, mode="relayed", relayed_from=other.pk, excerpt="a few words"),
                    cited(other, mode="relayed", relayed_from=one.pk),
                ],
            ),
        )

        assert errors_of(response) == ["This would make a circle: the chain comes back to this citation."] * 2
        assert "a few words" in response.content.decode()
        assert not Citation.objects.exclude(relayed_from=None).exists()

    def test_two_citations_change_places_in_one_form(self, editor):
        claim = make_claim()
        one = make_citation(claim)
        other = make_citation(claim, mode="relayed", relayed_from=one)

        response = editor.post(
            change_page(claim),
            filled(
                claim,
                citations=[
                    cited(one, mode="relayed", relayed_from=other.pk),
                    cited(other, mode="reported", relayed_from=""),
                ],
            ),
        )

        assert response.status_code == 302
        one.refresh_from_db()
        assert one.relayed_from == other

    @pytest.mark.parametrize("absurd", ["abc", "9" * 30, "-1", "\x00"])
    def test_an_id_that_cannot_be_read_is_an_error_at_its_field(self, editor, absurd):
        typed = filled(reference="KO-1", statement="Something.", **dict.fromkeys(RELATIONS, absurd))

        response = editor.post(f"{CLAIMS}add/", typed)

        assert set(response.context["adminform"].form.errors) == set(RELATIONS)

    def test_a_nul_character_is_an_error_at_its_field(self, editor):
        texts = ("statement", "note", "about", "reference")
        typed = filled(claimant=make_claimant().pk, **dict.fromkeys(texts, "a\x00b"))

        errors = editor.post(f"{CLAIMS}add/", typed).context["adminform"].form.errors

        assert {name: said[0] for name, said in errors.items()} == dict.fromkeys(
            texts, "Null characters are not allowed."
        )

    @pytest.mark.parametrize("query", ["claimant=abc", "claimant=%00", "event=9" + "9" * 40, "statement=%00", "zz=1"])
    def test_an_address_that_prefills_nonsense_is_harmless(self, editor, query):
        assert editor.get(f"{CLAIMS}add/?{query}").status_code == 200

    def test_an_address_prefills_the_claimant(self, editor):
        claimant = make_claimant(name="Army of the North")

        assert "Army of the North" in editor.get(f"{CLAIMS}add/?claimant={claimant.pk}").content.decode()

    def test_a_tampered_form_is_refused(self, editor):
        claim = make_claim()
        fields = filled(claim)
        del fields["citations-TOTAL_FORMS"]

        assert editor.post(change_page(claim), fields).status_code == 200


class TestSaveAndPublish:
    def test_one_button_saves_and_publishes(self, editor):
        claim = make_claim()
        make_citation(claim)

        response = editor.post(change_page(claim), filled(claim, statement="Better.", _publish="1"))

        claim.refresh_from_db()
        assert (claim.statement, claim.publication) == ("Better.", "published")
        assert told(response) == [f"{claim.reference}: Saved and published."]

    def test_a_claim_without_a_citation_is_saved_and_the_rule_told(self, editor):
        claim = make_claim()

        response = editor.post(change_page(claim), filled(claim, statement="Better.", _publish="1"))

        claim.refresh_from_db()
        assert (claim.statement, claim.publication) == ("Better.", "draft")
        assert told(response) == [
            f"Saved. {claim.reference} needs at least one citation: say where the claim was made."
        ]

    def test_a_new_claim_is_recorded_and_sent_to_review(self, contributor):
        contributor.post(
            f"{CLAIMS}add/",
            filled(claimant=make_claimant().pk, reference="KO-1", statement="Something.", _review="1"),
        )

        assert Claim.objects.get().publication == "in_review"

    def test_a_contributor_is_not_offered_to_publish_and_cannot(self, contributor):
        claim = make_claim()
        make_citation(claim)

        page = contributor.get(change_page(claim)).content.decode()
        response = contributor.post(change_page(claim), filled(claim, _publish="1"))

        claim.refresh_from_db()
        assert ("Save and publish" in page, "Save and send to review" in page) == (False, True)
        assert claim.publication == "draft"
        assert told(response) == ["Saved. cora may not publish claims."]


class TestSpotAdds:
    def test_a_source_is_added_on_the_spot(self, contributor):
        response = contributor.post(
            "/admin/claims/source/add/?_popup=1",
            {"title": "Report", "slug": "report", "kind": "article", "publisher": make_publisher().pk, "_popup": "1"},
        )

        assert response.status_code == 200
        assert Source.objects.get().slug == "report"

    def test_relations_are_searched_not_listed(self, editor):
        fields = editor.get(f"{CLAIMS}add/").context["adminform"].form.fields

        assert [name for name in RELATIONS if not isinstance(fields[name].widget.widget, AutocompleteSelect)] == []

    @pytest.mark.parametrize("term", ["%00", "'", '"', "%25", "\\", "x+" * 400])
    def test_any_term_is_searched_without_an_error(self, editor, term):
        response = editor.get(f"/admin/autocomplete/?term={term}&app_label=claims&model_name=claim&field_name=claimant")

        assert response.status_code == 200

    def test_a_claim_is_found_by_its_reference_for_a_link(self, contributor):
        claim = make_claim(reference="KO-777")

        response = contributor.get(
            "/admin/autocomplete/?term=ko-777&app_label=claims&model_name=claimlink&field_name=second"
        )

        assert [row["id"] for row in response.json()["results"]] == [str(claim.pk)]
