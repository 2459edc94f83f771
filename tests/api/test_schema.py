"""The description of the API is valid and true: whatever it allows to be asked is answered as it says."""

import json
from copy import deepcopy
from datetime import date

import pytest
import schemathesis
import yaml
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from claims import workflow
from claims.api.claims import Claims
from claims.api.schema import description
from claims.api.serializers import ClaimRecord
from claims.models import Claim, Claimant, ClaimLink, Event, Place, Question, Source
from tests.factories import make_editor, make_verdict
from tests.views.world import make_debate

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
MODELS = {
    "claimant": Claimant, "publisher": Claimant, "event": Event, "part_of": Event, "place": Place,
    "question": Question, "source": Source,
}  # fmt: skip


def with_real_values(told):
    """Return a description whose parameters take what the database holds, and some that it does not."""
    told = deepcopy(told)
    references = ["ZZ-404", *Claim.objects.values_list("reference", flat=True)[:3]]
    for path, item in told["paths"].items():
        parameters = item["get"].get("parameters", [])
        item["get"]["parameters"] = [each for each in parameters if each["name"] not in ("after", "before")]
        own = Claimant if "claimants" in path else Event
        models = {**MODELS, "part_of": own, "slug": MODELS.get(path.split("/")[3].removesuffix("s"))}
        for each in item["get"]["parameters"]:
            _narrow(each, models, references)
    return told


def _narrow(parameter, models, references):
    schema = parameter["schema"].get("items", parameter["schema"])
    if models.get(parameter["name"]):
        slugs = models[parameter["name"]].objects.values_list("slug", flat=True)[:3]
        schema["enum"] = ["nobody", *slugs]
    elif parameter["name"] in ("reference", "first", "second", "claim"):
        schema["enum"] = references
    elif parameter["name"] == "as_of":
        schema["enum"] = ["2020-01-01", date.today().isoformat()]
    elif parameter["name"] in ("sequence", "number"):
        schema["maximum"] = 9


def fuzz(told, *, examples, mode=GenerationMode.POSITIVE, checks=CHECKS, only=""):
    """Ask every operation of a description what it allows (or forbids), and check each answer against it."""
    schema = schemathesis.openapi.from_dict(told)
    schema.app = get_wsgi_application()
    asked = 0
    for operation in (found.ok() for found in schema.get_all_operations()):
        if only and operation.path != only:
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @hypothesis_settings(
            max_examples=examples, database=None, derandomize=True, deadline=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        )  # fmt: skip
        def ask(case):
            case.call_and_validate(checks=checks, headers={"Accept-Encoding": "identity"})

        ask()
        asked += 1
    return asked


def publish_the_article():
    """Publish the first of the fixtures with its links, and let a finding stand on one of its claims."""
    call_command("loaddata", "fixtures/kidal_offensive.json", verbosity=0)
    editor = make_editor()
    for claim in Claim.objects.all():
        workflow.publish(claim, by=editor)
    for link in ClaimLink.objects.suggested():
        workflow.confirm_link(link, by=editor)
    make_verdict(Claim.objects.checkable().first(), "corroborated")


@pytest.fixture
def _one_connection(db):
    """Keep requests from giving back the connection that holds the test's transaction, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.searching
@pytest.mark.usefixtures("_one_connection")
class TestTruth:
    def test_no_answer_breaks_and_none_breaches_the_description(self):
        publish_the_article()

        assert fuzz(with_real_values(description("en-gb")), examples=6) == 17

    def test_what_it_does_not_allow_is_refused(self):
        make_debate()

        checks = [*CHECKS, negative_data_rejection]
        for path in ("/api/v1/claims/", "/api/v1/links/", "/api/v1/ledger/"):
            assert fuzz(description("en-gb"), examples=25, mode=GenerationMode.NEGATIVE, checks=checks, only=path) == 1

    def test_a_planted_breach_is_found(self, monkeypatch):
        make_debate()
        honest = ClaimRecord.to_representation
        monkeypatch.setattr(ClaimRecord, "to_representation", lambda self, row: {**honest(self, row), "status": "true"})

        with pytest.raises(FailureGroup, match="Response violates schema"):
            fuzz(with_real_values(description("en-gb")), examples=20, only="/api/v1/claims/")

    def test_a_planted_fault_is_found(self, monkeypatch):
        make_debate()
        monkeypatch.setattr(Claims, "read", lambda self, rows, names: 1 / 0)

        with pytest.raises(FailureGroup, match="Server error"):
            fuzz(with_real_values(description("en-gb")), examples=20, only="/api/v1/claims/")


class TestDescription:
    def test_it_is_valid_and_without_a_warning(self, tmp_path):
        call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))

        assert (tmp_path / "schema.yml").stat().st_size > 10_000

    @pytest.mark.parametrize(
        ("address", "headers", "kind"),
        [
            ("/api/schema/", {}, "application/vnd.oai.openapi"),
            ("/api/schema/", {"accept": "application/json"}, "application/json"),
            ("/api/schema/?format=json", {}, "application/vnd.oai.openapi+json"),
            ("/api/schema/?format=yaml", {"accept": "*/*"}, "application/vnd.oai.openapi"),
        ],
    )
    def test_it_comes_as_yaml_or_json(self, client, address, headers, kind):
        response = client.get(address, headers=headers)

        read = json.loads if "json" in kind else yaml.safe_load
        assert response.headers["Content-Type"].partition(";")[0] == kind
        said = read(response.content)
        assert said["openapi"] == "3.1.0"
        assert len(said["paths"]) == 17

    def test_every_field_and_every_parameter_is_explained(self):
        told = description("en-gb")

        parameters = [each for item in told["paths"].values() for each in item["get"].get("parameters", [])]
        assert [each["name"] for each in parameters if not each.get("description")] == []
        schemas = told["components"]["schemas"]
        silent = [
            f"{name}.{field}"
            for name in ("Claim", "Citation", "Quantity", "Link", "Finding", "Claimant", "Event", "Source", "Entry")
            for field, schema in schemas[name]["properties"].items()
            if not schema.get("description") and "$ref" not in schema
        ]
        assert silent == []

    def test_its_words_follow_the_language(self, client):
        english = client.get("/api/schema/?format=json", headers={"accept-language": "en"})
        french = client.get("/fr/api/schema/?format=json")

        assert english.headers["Content-Language"] == "en-gb"
        assert french.headers["Content-Language"] == "fr"
        assert list(french.json()["paths"]) == list(english.json()["paths"])

    def test_another_form_is_refused(self, client):
        response = client.get("/api/schema/", headers={"accept": "text/html"})

        assert (response.status_code, response.headers["Content-Type"]) == (406, "application/problem+json")
