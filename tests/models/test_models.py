from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink, Event, Place, Quantity, Question, Source
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_link,
    make_place,
    make_quantity,
    make_question,
    make_source,
    make_verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


def refused(row):
    """Tell which constraint the database itself refuses ``row`` with, past every form."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row).objects.bulk_create([row])
    return str(refusal.value)


def link(first, second, **kwargs):
    defaults = {"kind": "contradicts", "basis": "incompatible", "rationale": "They differ."}
    return ClaimLink(**{**defaults, "first": first, "second": second, **kwargs})


def quantity(**kwargs):
    return Quantity(**{"claim": make_claim(), "measure": "killed", "affected": "civilians", **kwargs})


class TestNaturalKeys:
    @pytest.mark.parametrize(
        "make",
        [make_claimant, make_place, make_event, make_question, make_source, make_claim],
    )
    def test_a_row_is_found_by_its_natural_key(self, make):
        row = make()

        assert type(row).objects.get_by_natural_key(*row.natural_key()) == row

    def test_what_hangs_on_a_claim_is_found_by_its_natural_key(self):
        claim = make_claim(reference="KO-012")
        citation = make_citation(claim, source=make_source(slug="rfi"), bearing="supports", locator="paragraph 3")
        number = make_quantity(claim)
        assessment = make_verdict(claim, "inconclusive")

        assert citation.natural_key() == ("KO-012", "rfi", "supports", "paragraph 3")
        assert number.natural_key() == ("KO-012", "killed", "civilians", "people")
        assert assessment.natural_key() == ("KO-012", 1)
        for row in (citation, number, assessment):
            assert type(row).objects.get_by_natural_key(*row.natural_key()) == row

    def test_an_undirected_link_is_found_from_either_end(self):
        first, second = make_claim(), make_claim()
        made = make_link(first, second)

        assert ClaimLink.objects.get_by_natural_key(second.reference, first.reference, "contradicts") == made

    def test_a_directed_link_is_found_from_its_first_end_only(self):
        first, second = make_claim(), make_claim()
        make_link(first, second, kind="denies")

        with pytest.raises(ClaimLink.DoesNotExist):
            ClaimLink.objects.get_by_natural_key(second.reference, first.reference, "denies")


class TestLinkConstraints:
    def test_a_claim_is_not_linked_with_itself(self):
        claim = make_claim()

        assert "claims_link_joins_two_claims" in refused(link(claim, claim))

    @pytest.mark.parametrize("turned", [False, True])
    def test_one_link_per_unordered_pair_and_kind(self, turned):
        first, second = make_claim(), make_claim()
        make_link(first, second)
        again = link(second, first) if turned else link(first, second)

        assert "claims_link_pair_unique_per_kind" in refused(again)
        with pytest.raises(ValidationError, match="already linked this way"):
            again.full_clean()

    def test_the_same_pair_may_be_linked_in_another_kind(self):
        first, second = make_claim(), make_claim()
        make_link(first, second)

        make_link(second, first, kind="denies")

        assert ClaimLink.objects.between(first, second).count() == 2

    def test_opposing_claims_need_a_basis(self):
        assert "claims_link_opposing_has_a_basis" in refused(link(make_claim(), make_claim(), basis=""))

    def test_a_link_needs_a_rationale(self):
        assert "claims_link_has_a_rationale" in refused(link(make_claim(), make_claim(), rationale=""))

    def test_a_decided_link_has_its_time(self):
        assert "claims_link_decided_at_a_time" in refused(link(make_claim(), make_claim(), state="confirmed"))


class TestLinkKinds:
    @pytest.mark.parametrize(
        ("kind", "basis", "said"),
        [
            ("contradicts", "incompatible", {"opposing", "disputing"}),
            ("denies", "incompatible", {"opposing", "disputing"}),
            ("contradicts", "scope", {"opposing", "differing"}),
            ("denies", "scope", {"opposing", "differing"}),
            ("corroborates", "", {"agreeing"}),
            ("repeats", "incompatible", {"agreeing"}),
            ("qualifies", "", set()),
            ("supersedes", "", set()),
        ],
    )
    def test_a_link_and_a_query_of_links_say_the_same(self, kind, basis, said):
        claimant = make_claimant()
        made = make_link(make_claim(claimant=claimant), make_claim(claimant=claimant), kind=kind, basis=basis)

        links, words = ClaimLink.objects, ("opposing", "disputing", "differing", "agreeing")

        assert {word for word in words if getattr(made, word)} == said
        assert {word for word in words if getattr(links, word)().exists()} == said


class TestLinkReadings:
    @pytest.mark.parametrize(
        ("kind", "basis", "verb", "forth", "back"),
        [
            ("contradicts", "incompatible", "contradicts", "Contradicts", "Contradicts"),
            ("contradicts", "scope", "differs from", "Differs from", "Differs from"),
            ("denies", "scope", "denies", "Denies", "Denied by"),
            ("supersedes", "", "supersedes", "Replaces", "Replaced by"),
        ],
    )
    def test_a_link_reads_right_from_either_end(self, kind, basis, verb, forth, back):
        first, second = make_claim(), make_claim()
        made = link(first, second, kind=kind, basis=basis)

        assert (made.verb, made.reading_from(first), made.reading_from(second)) == (verb, forth, back)


MISFITTING = (
    {"low": 60, "high": 80, "bound": "exact"},
    {"low": 60, "best": 70, "high": 80, "bound": "about"},
    {"low": 60, "bound": "exact"},
    {"high": 80, "bound": "at_least"},
    {"low": 60, "bound": "at_most"},
    {"low": 60, "high": 80, "bound": "at_least"},
    {"low": 60, "bound": "range"},
    {"low": 60, "best": 70},
    {"best": 70, "bound": "range"},
)


class TestQuantityConstraints:
    @pytest.mark.parametrize(
        ("numbers", "name"),
        [
            ({"low": 3, "best": 2, "high": 5}, "claims_quantity_low_up_to_best"),
            ({"best": 3, "high": 2}, "claims_quantity_best_up_to_high"),
            ({"low": 3, "high": 2}, "claims_quantity_low_up_to_high"),
            ({}, "claims_quantity_number_unless_vague"),
            ({"bound": "vague", "verbatim": "heavy", "best": 40}, "claims_quantity_number_unless_vague"),
            ({"bound": "vague"}, "claims_quantity_vague_has_words"),
            ({"best": 1, "measure": "other", "affected": "cities"}, "claims_quantity_has_a_unit"),
            *((numbers, "claims_quantity_bound_fits_its_numbers") for numbers in MISFITTING),
        ],
    )
    def test_numbers_in_order_and_words_stay_words(self, numbers, name):
        assert name in refused(quantity(**numbers))

    @pytest.mark.parametrize("numbers", MISFITTING)
    def test_a_bound_that_does_not_fit_is_refused_at_its_field(self, numbers):
        made = quantity(**numbers)

        with pytest.raises(ValidationError) as refusal:
            made.full_clean(exclude=["claim"])

        assert list(refusal.value.message_dict) == ["bound"]

    @pytest.mark.parametrize(
        ("numbers", "bound"),
        [
            ({"low": 60, "high": 80}, "range"),
            ({"low": 60, "best": 70, "high": 80}, "range"),
            ({"low": 60, "high": 60}, "exact"),
            ({"best": 60}, "exact"),
            ({"low": 60}, "at_least"),
            ({"high": 60}, "at_most"),
            ({"verbatim": "heavy"}, "vague"),
        ],
    )
    def test_how_a_number_is_meant_follows_from_what_is_filled_in(self, numbers, bound):
        made = quantity(**numbers)
        made.full_clean(exclude=["claim"])
        made.save()

        assert (made.bound, Quantity.objects.filter(bound=bound).count()) == (bound, 1)

    @pytest.mark.parametrize(
        ("what", "unit"),
        [
            ({"measure": "killed", "affected": "civilians"}, "people"),
            ({"measure": "captured", "affected": "soldiers"}, "people"),
            ({"measure": "destroyed", "affected": "vehicles of the army"}, "vehicles"),
            ({"measure": "time", "affected": "days after the attack"}, "days"),
            ({"measure": "losses", "affected": "people"}, "people"),
        ],
    )
    def test_the_unit_follows_from_what_is_counted(self, what, unit):
        made = quantity(best=1, **what)
        made.save()

        assert Quantity.objects.get().unit == unit

    def test_a_unit_that_does_not_follow_is_asked_for(self):
        with pytest.raises(ValidationError) as refusal:
            quantity(best=2, measure="seized", affected="tanks").full_clean(exclude=["claim"])

        assert refusal.value.message_dict == {"unit": ["Say in what it is counted: people, vehicles, aircraft, days."]}

    def test_no_number_is_negative(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Quantity.objects.bulk_create([quantity(best=-1)])

    @pytest.mark.parametrize(
        ("numbers", "words"),
        [
            ({"best": 17}, "17"),
            ({"best": 0}, "0"),
            ({"best": 10, "bound": "about"}, "about 10"),
            ({"low": 3, "high": 5, "bound": "range"}, "3 to 5"),
            ({"low": 60, "high": 80}, "60 to 80"),
            ({"low": 60, "best": 70, "high": 80}, "60 to 80, most likely 70"),
            ({"low": 60, "high": 80, "bound": "exact"}, "60 to 80"),
            ({"low": 60}, "at least 60"),
            ({"high": 60}, "at most 60"),
            ({"low": 3, "bound": "range"}, "3"),
            ({"low": 31, "bound": "at_least"}, "at least 31"),
            ({"high": 2000, "bound": "at_most"}, "at most 2,000"),
            ({"bound": "vague", "verbatim": "heavy"}, "“heavy”"),
        ],
    )
    def test_says_itself_in_words(self, numbers, words):
        assert quantity(**numbers).in_words == words

    def test_reads_with_what_is_counted(self):
        assert str(quantity(best=17)) == "Killed, civilians: 17"


class TestClaimConstraints:
    def test_a_verdict_only_where_it_can_be_checked(self):
        claim = Claim(claimant=make_claimant(), statement="We shall.", kind="announcement", status="verified")

        assert "claims_claim_verdict_only_if_checkable" in refused(claim)

    def test_a_published_claim_has_the_time_of_its_publication(self):
        claim = Claim(claimant=make_claimant(), statement="It happened.", publication="published")

        assert "claims_claim_published_at_a_time" in refused(claim)

    def test_a_claim_has_a_statement(self):
        assert "claims_claim_has_a_statement" in refused(Claim(claimant=make_claimant(), statement=""))

    def test_a_date_that_is_written_has_bounds(self):
        claim = make_claim()

        with pytest.raises(IntegrityError, match="claims_claim_about_has_bounds"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(about_earliest=date.min, about_latest=date.max)

    def test_a_date_does_not_end_before_it_begins(self):
        claim = make_claim()

        with pytest.raises(IntegrityError, match="claims_claim_about_bounds_in_order"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(about_latest=date(2000, 1, 1))

    def test_the_references_made_up_are_short_and_valid(self):
        claim = Claim(claimant=make_claimant(), statement="It happened.")

        claim.full_clean()

        assert len(claim.reference) == 8

    def test_replaces_only_a_claim_of_the_same_claimant(self):
        earlier = make_claim()
        later = make_claim()
        later.supersedes = earlier

        with pytest.raises(ValidationError, match="same claimant"):
            later.full_clean()

    def test_reads_as_its_reference_and_statement(self):
        claim = make_claim(reference="KO-012", statement="It moved.")

        assert str(claim) == "KO-012 It moved."


class TestPlaceConstraints:
    @pytest.mark.parametrize(
        ("coordinates", "name"),
        [
            ({"latitude": 91, "longitude": 0}, "claims_place_latitude_in_range"),
            ({"latitude": 0, "longitude": -181}, "claims_place_longitude_in_range"),
            ({"latitude": 18}, "claims_place_has_both_coordinates_or_none"),
        ],
    )
    def test_coordinates_are_whole_and_on_the_globe(self, coordinates, name):
        assert name in refused(Place(name="Anefis", slug="anefis", kind="settlement", **coordinates))


class TestSourceConstraints:
    def test_an_address_is_recorded_once(self):
        make_source(url="https://news.example/a")

        assert "url" in refused(Source(title="Again", slug="again", kind="article", url="https://news.example/a"))

    def test_sources_without_an_address_do_not_collide(self):
        make_source(url="")
        make_source(url="")

        assert Source.objects.filter(url="").count() == 2


class TestClaimantConstraints:
    def test_a_wikidata_id_is_a_q_and_a_number(self):
        claimant = Claimant(name="Army", slug="army", kind="armed_forces", wikidata_id="P31")

        assert "claims_claimant_wikidata_id_reads_q_number" in refused(claimant)


class TestChains:
    @pytest.mark.parametrize("make", [make_claimant, make_place, make_event])
    def test_a_chain_that_comes_back_is_refused(self, make):
        top = make()
        middle = make(part_of=top)
        top.part_of = make(part_of=middle)

        with pytest.raises(ValidationError, match="circle"):
            top.full_clean()

    @pytest.mark.parametrize("make", [make_claimant, make_place, make_event])
    def test_nothing_is_part_of_itself(self, make):
        row = make()

        with pytest.raises(IntegrityError, match="not_part_of_itself"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(part_of=row.pk)

    def test_relays_that_come_back_are_refused(self):
        claim = make_claim()
        origin = make_citation(claim, mode="relayed")
        origin.relayed_from = make_citation(claim, mode="relayed", relayed_from=origin)

        with pytest.raises(ValidationError, match="circle"):
            origin.full_clean()

    def test_a_citation_relays_from_the_same_claim_only(self):
        elsewhere = make_citation(make_claim())
        citation = Citation(claim=make_claim(), source=make_source(), mode="relayed", relayed_from=elsewhere)

        with pytest.raises(ValidationError, match="same claim"):
            citation.full_clean()

    def test_only_a_relay_relays(self):
        claim = make_claim()
        relay = Citation(claim=claim, source=make_source(), mode="reported", relayed_from=make_citation(claim))

        assert "claims_citation_relays_only_if_relayed" in refused(relay)

    def test_the_whole_is_the_top_of_the_chain(self):
        government = make_claimant()
        army = make_claimant(part_of=make_claimant(part_of=government))

        assert (army.whole, government.whole) == (government, government)


class TestAssessment:
    def test_a_decided_one_never_changes(self):
        assessment = make_verdict(make_claim(), "inconclusive")
        assessment.rationale = "On second thoughts."

        with pytest.raises(ValidationError, match="never changes"):
            assessment.save()
        with pytest.raises(ValidationError, match="never deleted"):
            assessment.delete()

    def test_a_proposal_may_be_dropped(self):
        claim = make_claim()
        proposal = Assessment.objects.create(claim=claim, number=1, status="refuted", rationale="No.")

        proposal.delete()

        assert not claim.assessments.exists()

    def test_the_database_knows_that_a_proposer_does_not_decide(self):
        editor = make_editor()
        assessment = Assessment(
            claim=make_claim(), number=1, status="verified", rationale="Seen.", state="approved",
            proposed_by=editor, decided_by=editor, decided_at=timezone.now(),
        )  # fmt: skip

        assert "claims_assessment_decider_is_not_proposer" in refused(assessment)

    def test_a_decided_one_names_its_decider(self):
        assessment = Assessment(claim=make_claim(), number=1, status="verified", rationale="Seen.", state="approved")

        assert "claims_assessment_decided_by_someone" in refused(assessment)

    def test_it_has_a_rationale(self):
        assessment = Assessment(claim=make_claim(), number=1, status="verified", rationale="")

        assert "claims_assessment_has_a_rationale" in refused(assessment)


class TestNames:
    def test_each_row_reads_well(self):
        claimant = make_claimant(name="Permanent Strategic Framework", short_name="CSP-PSD")
        first, second = make_claim(reference="KO-012"), make_claim(reference="KO-013")

        assert str(claimant) == "CSP-PSD"
        assert str(make_link(first, second, kind="denies")) == "KO-012 denies KO-013"
        assert str(make_citation(first, source=make_source(title="RFI report"))) == "RFI report (states it)"
        assert str(make_verdict(first, "inconclusive")) == "KO-012 no. 1: Inconclusive"
        assert str(make_place(name="Anefis")) == "Anefis"
        assert str(make_event(title="Fighting")) == "Fighting"
        assert str(make_question(text="Did it?")) == "Did it?"

    @pytest.mark.parametrize("model", [Claimant, Event, Source, Question, Claim])
    def test_each_public_row_has_an_address(self, model):
        make = {
            Claimant: make_claimant,
            Event: make_event,
            Source: make_source,
            Question: make_question,
            Claim: make_claim,
        }

        row = make[model]()

        assert row.natural_key()[0] in row.get_absolute_url()
