"""The API and the files hold nothing unpublished."""

import pytest

from claims.models import Claim
from claims.selectors.as_of import today
from tests.factories import make_editor, make_verdict
from tests.indexing import indexed
from tests.views.world import SECRET, make_debate, make_secret

pytestmark = pytest.mark.django_db

ALL = "include=citations,quantities,links,assessments"
NOW = [
    "/api/v1/", f"/api/v1/claims/?{ALL}", f"/api/v1/claims/W-0/?{ALL}", "/api/v1/links/", "/api/v1/questions/",
    "/api/v1/questions/advance/", "/api/v1/claimants/", "/api/v1/claimants/side-0/", "/api/v1/events/",
    "/api/v1/events/anefis/", "/api/v1/sources/", "/api/v1/sources/paper-0/", "/api/v1/assessments/",
    "/api/v1/claims/?q=statement&event=anefis",
]  # fmt: skip
THEN = [f"/api/v1/claims/?{ALL}&as_of=", f"/api/v1/claims/W-0/?{ALL}&as_of=", "/api/v1/links/?as_of="]
LEDGER = ["/api/v1/ledger/?include=state", "/api/v1/ledger/1/?include=state"]
FILES = ["/claims.csv", "/claims.json", "/claims.jsonl", "/claims.jsonld", "/events.geojson"]


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


@pytest.fixture(scope="module")
def world(rows_of_module):
    with indexed():
        claims = make_debate()
        make_verdict(claims[0], "corroborated")
        make_secret(claims[0])


@pytest.fixture
def claims(world):
    return list(Claim.objects.filter(reference__startswith="W-").order_by("reference"))


@pytest.mark.searching
@pytest.mark.parametrize("address", [*NOW, *THEN, *FILES])
def test_nothing_unpublished_is_told(client, claims, address):
    text = read(client, f"{address}{today().isoformat()}" if address.endswith("as_of=") else address)

    assert SECRET.lower() not in text.lower()
    assert "ZZ-" not in text
    assert "987654" not in text


def test_of_a_withdrawn_claim_the_ledger_tells_only_the_decision(client, claims):
    text = read(client, "/api/v1/ledger/?include=state")

    assert '"subject":"ZZ-3"' in text
    assert "It was wrong." in text
    assert SECRET.lower() not in text.lower()
    for draft in ("ZZ-1", "ZZ-2", "ZZ-4"):
        assert draft not in text


@pytest.mark.parametrize(
    "address",
    [
        "claims/ZZ-1", "claims/ZZ-2", "claims/ZZ-4", "questions/zerzura-question", "claimants/zerzura-claimant",
        "claimants/zerzura-press", "events/zerzura-event", "sources/zerzura-source", "links/W-0/contradicts/ZZ-2",
    ],
)  # fmt: skip
def test_what_is_not_published_is_not_there(client, claims, address):
    response = client.get(f"/api/v1/{address}/")

    assert response.status_code == 404
    assert SECRET.encode() not in response.content


@pytest.mark.parametrize(
    "query",
    ["links/?claim=ZZ-1", "sources/?claim=ZZ-2", "events/?part_of=zerzura-event", "claims/?place=zerzura-place"],
)
def test_a_hidden_row_is_no_value_of_a_filter(client, claims, query):
    assert client.get(f"/api/v1/{query}").status_code == 400


@pytest.mark.parametrize("address", [f"/api/v1/claims/W-0/?{ALL}", "/api/v1/assessments/", *LEDGER, *FILES])
def test_who_decided_is_never_a_login_or_an_address(client, claims, address):
    editor = make_editor(username="aminata", first_name="Aminata", last_name="Traoré", email="aminata@example.org")
    make_verdict(claims[1], "refuted", by=editor)
    claims[0].__class__.objects.filter(pk=claims[0].pk).update(note="Kept to ourselves.")

    text = read(client, address)

    for hidden in ("aminata", "Traor", "example.org", "Kept to ourselves"):
        assert hidden not in text
