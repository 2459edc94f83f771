import json
import re
from decimal import Decimal

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from claims.choices import CHECKABLE_KINDS, UNDIRECTED_KINDS
from claims.dates import bounds
from claims.models import Assessment, Citation, Claim, ClaimLink, Question, Source
from tests import kidal_facts as facts
from tests.demos import logins_in, set_up
from tests.workflow.test_audit import report

SEED = settings.BASE_DIR / "fixtures" / "kidal_offensive.json"
RECORD = settings.BASE_DIR / "fixtures" / "kidal_public_record.json"
DATES = {
    "claims.claim": [("asserted", "asserted_earliest", "asserted_latest"), ("about", "about_earliest", "about_latest")],
    "claims.event": [("date", "earliest", "latest")],
    "claims.source": [("published", "earliest", "latest")],
}
MALIAN_SIDE = {"Malian soldiers", "Malian and Wagner forces", "equipment of Malian and Wagner forces"}


ALL_ROWS = [row for path in (SEED, RECORD) for row in json.loads(path.read_text(encoding="utf-8"))]


def rows(path, model=None):
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return [row["fields"] for row in loaded if model is None or row["model"] == f"claims.{model}"]


def by_reference(path):
    return {claim["reference"]: claim for claim in rows(path, "claim")}


def notes(path, *models):
    return [row["note"] for model in models for row in rows(path, model)]


def texts(path):
    """Every string that a fixture holds, editors' notes and dates apart."""
    apart = {"note", *(name for fields in DATES.values() for names in fields for name in names)}
    for row in rows(path):
        for field, value in row.items():
            if isinstance(value, str) and field not in apart | {"created_at", "updated_at"}:
                yield field, value


def names_id(note, identifier):
    return re.search(rf"\b{identifier}\b", note) is not None


both = pytest.mark.parametrize("path", [SEED, RECORD], ids=["seed", "record"])


class TestEveryFactIsCarried:
    @pytest.mark.parametrize(("identifier", "reference"), facts.READING_CLAIMS.items())
    def test_each_statement_of_the_reading_is_a_claim(self, identifier, reference):
        assert by_reference(SEED)[reference]["note"].startswith(f"Reading {identifier}.")

    def test_the_seed_has_no_claim_besides(self):
        assert set(by_reference(SEED)) == set(facts.READING_CLAIMS.values())

    @pytest.mark.parametrize("identifier", facts.READING_LINKS)
    def test_each_contradiction_of_the_reading_is_linked_with_its_basis(self, identifier):
        links = [link for link in rows(SEED, "claimlink") if link["note"] == f"Reading {identifier}."]

        assert {(*link["first"], *link["second"]) for link in links} == facts.READING_LINKS[identifier]
        assert {link["basis"] for link in links} == {facts.READING_BASES[identifier]}

    def test_the_denial_is_a_denial(self):
        [link] = [link for link in rows(SEED, "claimlink") if link["kind"] != "contradicts"]

        assert (link["first"], link["second"], link["kind"]) == (["KO-013"], ["KO-012"], "denies")

    @pytest.mark.parametrize(
        ("identifiers", "model"), [(facts.READING_EVENTS, "event"), (facts.READING_PLACES, "place")]
    )
    def test_each_event_and_place_of_the_reading_has_a_row(self, identifiers, model):
        held = notes(SEED, model)

        assert [i for i in identifiers if not any(names_id(note, i) for note in held)] == []

    @pytest.mark.parametrize("identifier", facts.RECORD_FINDINGS)
    def test_each_finding_of_the_record_is_carried_by_a_claim(self, identifier):
        assert any(names_id(note, identifier) for note in notes(RECORD, "claim"))

    def test_quantities_of_the_seed_are_all_there(self):
        assert len(rows(SEED, "quantity")) == 18


class TestNothingIsInvented:
    def test_the_seed_quotes_only_what_the_text_quotes(self):
        quoted = {reference: claim["quotation"] for reference, claim in by_reference(SEED).items()}

        assert {reference: words for reference, words in quoted.items() if words} == facts.SEED_QUOTATIONS

    def test_the_record_quotes_only_what_its_sources_quote(self):
        fields = [claim[field] for claim in rows(RECORD, "claim") for field in ("quotation", "original_text")]

        assert {words for words in fields if words} - set(facts.SEED_QUOTATIONS.values()) == facts.RECORD_QUOTATIONS

    @both
    def test_no_quotation_hides_in_other_text(self, path):
        assert [text for _field, text in texts(path) if re.search(r"[\"“”«»„]", text)] == []

    def test_the_seed_gives_no_address(self):
        assert not any("http" in value for row in rows(SEED) for value in row.values() if isinstance(value, str))

    def test_addresses_are_those_of_the_record_and_all_of_them(self):
        assert {source["url"] for source in rows(RECORD, "source")} - {""} == facts.SOURCE_ADDRESSES

    def test_no_other_address_stands_anywhere(self):
        found = {
            address.rstrip(".,;")
            for row in rows(RECORD)
            for value in row.values()
            if isinstance(value, str)
            for address in re.findall(r"https?://\S+", value)
        }

        assert found == facts.SOURCE_ADDRESSES | facts.POINT_ADDRESSES

    def test_the_seed_gives_no_point(self):
        assert {place["latitude"] for place in rows(SEED, "place")} == {None}

    def test_points_are_those_of_the_record_and_say_where_from(self):
        places = {p["slug"]: p for p in rows(RECORD, "place") if p["latitude"] is not None}

        assert {slug: (p["latitude"], p["longitude"]) for slug, p in places.items()} == facts.POINTS
        assert all(p["coordinate_note"] for p in places.values())

    @both
    def test_nothing_is_verified(self, path):
        assert "verified" not in {finding["status"] for finding in rows(path, "assessment")}


class TestDates:
    def test_events_of_the_seed_have_the_days_of_the_text(self):
        dates = {event["slug"]: event["date"] for event in rows(SEED, "event")}

        assert {slug: date for slug, date in dates.items() if date} == facts.SEED_EVENT_DATES

    @pytest.mark.parametrize(("field", "table"), [("asserted", facts.SEED_SAID), ("about", facts.SEED_HAPPENED)])
    def test_claims_of_the_seed_have_the_days_of_the_text(self, field, table):
        dates = {reference: claim[field] for reference, claim in by_reference(SEED).items()}

        assert {reference: date for reference, date in dates.items() if date} == table

    def test_the_seed_dates_no_source(self):
        assert {source["published"] for source in rows(SEED, "source")} == {""}

    def test_no_text_of_the_seed_states_a_year_that_is_inferred(self):
        stating = {value for _field, value in texts(SEED) if "2023" in value}

        assert stating == {by_reference(SEED)[reference]["statement"] for reference in facts.SEED_MAY_WRITE_2023}

    @both
    def test_bounds_are_those_of_the_dates(self, path):
        wrong = [
            (row[text], row[earliest], row[latest])
            for model, fields in DATES.items()
            for row in rows(path, model.removeprefix("claims."))
            for text, earliest, latest in fields
            if (row[earliest], row[latest]) != tuple(day.isoformat() for day in bounds(row[text]))
        ]

        assert wrong == []


class TestStateAsLoaded:
    @both
    def test_rows_come_without_primary_keys(self, path):
        assert {frozenset(row) for row in json.loads(path.read_text())} == {frozenset({"model", "fields"})}

    @both
    def test_claims_come_in_review_and_bare_of_results(self, path):
        state = ("publication", "status", "contradiction_count", "citation_count", "independent_origins", "version")

        found = {tuple(claim[field] for field in state) for claim in rows(path, "claim")}

        assert found == {("in_review", "unverified", 0, 0, 0, 1)}

    @both
    def test_links_come_suggested(self, path):
        assert {(link["state"], link["origin"]) for link in rows(path, "claimlink")} == {("suggested", "loaded")}

    @both
    def test_findings_come_proposed_by_nobody(self, path):
        found = {(a["state"], a["number"], a["proposed_by"]) for a in rows(path, "assessment")}

        assert found <= {("proposed", 1, None)}

    def test_the_seed_brings_no_finding(self):
        assert rows(SEED, "assessment") == []

    def test_acts_of_speech_get_no_finding(self):
        kinds = {**by_reference(SEED), **by_reference(RECORD)}
        judged = {kinds[a["claim"][0]]["kind"] for a in rows(RECORD, "assessment")}

        assert {r: kinds[r]["kind"] for r in facts.ACTS_OF_SPEECH} == facts.ACTS_OF_SPEECH
        assert judged <= set(CHECKABLE_KINDS)

    @both
    def test_answers_and_questions_go_together(self, path):
        assert [c["reference"] for c in rows(path, "claim") if bool(c["position"]) != bool(c["question"])] == []

    def test_a_repeated_claim_keeps_who_says_it(self):
        seed, record = by_reference(SEED), by_reference(RECORD)

        assert [r for r in seed.keys() & record.keys() if seed[r]["claimant"] != record[r]["claimant"]] == []


@pytest.mark.django_db
class TestLoaded:
    """Both fixtures loaded in order, twice."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _loaded_twice(cls, rows_of_class):
        for path in (SEED, RECORD, SEED, RECORD):
            call_command("loaddata", path, verbosity=0)

    def models(self):
        return {name: apps.get_model("claims", name) for name in {row["model"].partition(".")[2] for row in ALL_ROWS}}

    def key(self, name, row):
        key = [row[path.split("__")[0]] for path in self.models()[name].natural_fields]
        if name == "claimlink" and row["kind"] in UNDIRECTED_KINDS:
            key[:2] = sorted(key[:2])
        return json.dumps(key)

    def test_a_second_loading_adds_nothing(self):
        counts = {name: model.objects.count() for name, model in self.models().items()}

        assert counts == {
            name: len({self.key(name, row) for path in (SEED, RECORD) for row in rows(path, name)}) for name in counts
        }

    def test_every_row_is_valid(self):
        """A form would refuse none; constraints the database has already held."""
        for model in self.models().values():
            for row in model.objects.all():
                row.full_clean(validate_unique=False, validate_constraints=False)

    def test_every_claim_comes_in_review(self):
        assert Claim.objects.exclude(publication="in_review").count() == 0


@pytest.mark.django_db
class TestPublished:
    """Both fixtures set up as the demo, in which editors and reviewers have decided on everything."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def said(cls, rows_of_class, tmp_path_factory):
        return set_up(tmp_path_factory.mktemp("static"))

    def test_the_demo_holds_everything_soundly_and_says_how_to_log_in(self, said, client):
        assert not Claim.objects.exclude(publication="published").exists()
        assert f"{Claim.objects.count()} published claims" in said
        assert report() == ([], None)
        logins = logins_in(said)
        assert list(logins) == ["demo-editor", "demo-reviewer"]
        assert all(client.login(username=name, password=password) for name, password in logins.items())
        assert len(said.splitlines()) == 5

    def test_every_link_and_finding_stands_after_review(self):
        assert ClaimLink.objects.exclude(state="confirmed").count() == 0
        assert Assessment.objects.exclude(state="approved").count() == 0

    def test_everything_loaded_can_be_read_by_the_public(self):
        assert Source.objects.public().count() == Source.objects.count()
        assert Question.objects.public().count() == Question.objects.count()

    def test_what_cannot_both_hold_is_disputed_and_nothing_else_is(self):
        pairs = {
            tuple(sorted((link.first.reference, link.second.reference)))
            for link in ClaimLink.objects.disputing().for_reading()
        }

        assert pairs == set(facts.INCOMPATIBLE.values())
        assert set(Claim.objects.disputed().values_list("reference", flat=True)) == {
            reference for pair in pairs for reference in pair
        }

    def test_the_advance_and_the_losses_stand_on_their_questions_with_both_sides(self):
        for subject in ("advance of 6 October", "rebel losses"):
            one, other = Claim.objects.filter(reference__in=facts.INCOMPATIBLE[subject])

            assert one.question == other.question
            assert one.position != other.position

    def test_the_tolls_of_ersane_stand_on_one_question(self):
        question = Question.objects.get(slug="ersane-toll")
        answers = question.claims.filter(quantities__measure="killed", quantities__affected="civilians")

        assert set(answers.values_list("quantities__best", flat=True)) == facts.ERSANE_TOLLS | {None}
        assert not question.claims.disputed().exists()
        assert set(question.claims.values_list("status", flat=True)) == {"under_review"}

    def test_ag_gamous_rank_is_contradicted_by_what_has_independent_origins(self):
        links = ClaimLink.objects.disputing().of(Claim.objects.get(reference="KO-052"))
        others = [link.other_end(Claim.objects.get(reference="KO-052")) for link in links]

        assert {other.question.slug for other in others} == {"ag-gamou-rank"}
        assert max(other.independent_origins for other in others) >= 1

    def test_the_label_of_ag_fagaga_says_whose_it_is(self):
        claim = Claim.objects.get(reference="KO-056")

        assert claim.statement.startswith("The article calls ")
        assert claim.position.startswith("The article: ")

    def test_what_is_corroborated_rests_on_an_independent_publisher(self):
        for claim in Claim.objects.filter(status="corroborated"):
            supporting = Citation.objects.filter(
                claim=claim, bearing="supports", source__publisher__stake="independent", relayed_from=None
            ).exclude(source__publisher=claim.claimant)

            assert supporting.exists(), claim.reference

    def test_what_is_refuted_is_undermined(self):
        refuted = Claim.objects.filter(status="refuted")

        assert [c.reference for c in refuted if not c.citations.filter(bearing="undermines").exists()] == []
        assert refuted.exists()

    def test_claims_of_the_seed_alone_have_no_independent_origin(self):
        only_article = Claim.objects.exclude(citations__source__in=Source.objects.exclude(url=""))

        assert set(only_article.values_list("independent_origins", flat=True)) <= {0}

    def test_own_and_other_losses_are_never_on_one_question(self):
        measures = ["killed", "injured", "losses", "casualties", "captured"]
        for question in Question.objects.filter(kind="figure"):
            counted = set(
                question.claims.filter(quantities__measure__in=measures).values_list("quantities__affected", flat=True)
            )

            assert counted <= MALIAN_SIDE or not counted & MALIAN_SIDE, question.slug

    def test_points_are_kept_to_the_digit(self):
        kidal = apps.get_model("claims.Place").objects.get(slug="kidal")

        assert (kidal.latitude, kidal.longitude) == tuple(Decimal(value) for value in facts.POINTS["kidal"])
