"""No public address shows what is not published, and none of what editors keep to themselves."""

import re
from datetime import date

import pytest

from claims.models import Claim, Claimant, Event, LedgerEntry, Question, Source
from tests.factories import make_editor, make_verdict
from tests.indexing import indexed
from tests.views.world import SECRET, make_debate, make_secret

pytestmark = pytest.mark.django_db

PAGES = [
    "/", "/claims/", "/questions/", "/claimants/", "/events/", "/sources/", "/about/",
    "/claims/W-0/", "/questions/advance/", "/claimants/side-0/", "/events/anefis/", "/sources/paper-0/",
    "/claims/?claimant=side-0", "/claims/?q=statement", "/claims/?sort=newest", "/claims/?event=anefis&kind=call",
]  # fmt: skip
HIDDEN = [
    "/claims/ZZ-1/", "/claims/ZZ-2/", "/claims/ZZ-3/", "/claims/ZZ-4/", "/questions/zerzura-question/",
    "/questions/zerzura-question/embed/",
    "/claimants/zerzura-claimant/", "/claimants/zerzura-press/", "/events/zerzura-event/", "/sources/zerzura-source/",
]  # fmt: skip
WITHDRAWN = "/claims/ZZ-3/"
TODAY = f"as_of={date.today().isoformat()}"
PAGES += [
    f"/claims/W-0/?{TODAY}",
    f"/questions/advance/?{TODAY}",
    "/questions/advance/embed/",
    f"/questions/advance/embed/?{TODAY}",
    "/questions/?state=disputed",
    "/compare/?claim=W-0&claim=W-1",
    f"/compare/?claim=W-0&claim=W-1&{TODAY}",
    f"/claims/?{TODAY}",
    f"/claims/?disputed=true&{TODAY}",
]
PAGES += ["/sources/paper-0/?only=origin", "/sources/?kind=article", "/claimants/?stake=unknown"]
PAGES += ["/feeds/claims/", "/feeds/questions/advance/", "/sitemap.xml", "/robots.txt"]
PAGES += ["/timeline/", "/timeline/?event=anefis&from=2023&to=2023"]
PAGES += ["/claimants/matrix/", "/claimants/matrix/?event=anefis", "/map/", "/map/?event=anefis"]
PAGES += ["/ledger/?claim=W-0", "/ledger/1/", "/ledger/3/", "/claims/W-0/correct/", "/claims/W-0/correct/thanks/"]


@pytest.fixture(scope="module")
def world(rows_of_module):
    with indexed():
        make_secret(make_debate()[0])


@pytest.fixture
def claims(world):
    return list(Claim.objects.filter(reference__startswith="W-").order_by("reference"))


@pytest.mark.searching
def test_nothing_unpublished_is_on_a_public_page(get, claims):
    read = {address: get(address) for address in PAGES}

    assert {response.status_code for response, _text in read.values()} == {200}
    told = re.compile(rf"{SECRET}|zz-|987,654", re.IGNORECASE)
    assert {address: told.findall(text) for address, (_response, text) in read.items() if told.search(text)} == {}


def test_nothing_unpublished_is_on_the_map_of_claims(get, claims):
    _response, index = get("/sitemap.xml")
    pages = re.findall(r"/sitemap-claims-\d+\.xml", index)

    text = "".join(get(page)[1] for page in pages)

    assert "W-0" in text
    assert "ZZ-" not in text


def test_what_is_not_published_is_not_found(get, claims):
    read = {address: get(address) for address in HIDDEN}

    codes = {address: response.status_code for address, (response, _text) in read.items()}
    assert codes == {address: 410 if address == WITHDRAWN else 404 for address in HIDDEN}
    assert [address for address, (_response, text) in read.items() if SECRET.lower() in text.lower()] == []


@pytest.mark.parametrize("address", ["/ledger/", "/ledger/?claim=ZZ-3", "/claims/ZZ-3/"])
def test_of_what_was_withdrawn_only_the_decision_is_told(get, claims, address):
    _response, text = get(address)

    assert "ZZ-3" in text
    assert "It was wrong." in text
    assert SECRET.lower() not in text.lower()
    for draft in ("ZZ-1", "ZZ-2", "ZZ-4"):
        assert draft not in text


def test_no_entry_of_a_withdrawn_claim_is_read_out(get, claims):
    numbers = LedgerEntry.objects.filter(subject="ZZ-3").values_list("sequence", flat=True)

    pages = {number: get(f"/ledger/{number}/") for number in numbers}

    assert {response.status_code for response, _text in pages.values()} == {200}
    assert len(pages) == 2
    assert not [number for number, (_response, text) in pages.items() if SECRET.lower() in text.lower()]


def test_the_file_holds_no_draft(client, claims):
    text = b"".join(client.get("/ledger.jsonl").streaming_content).decode()

    assert '"subject":"ZZ-3"' in text
    for hidden in ("ZZ-1", "ZZ-2", "ZZ-4", f"{SECRET} link", f"{SECRET} press"):
        assert hidden not in text


@pytest.mark.parametrize("name", ["claimant", "event", "question", "place", "source"])
def test_a_hidden_row_is_no_choice_of_a_filter(get, claims, name):
    response, text = get(f"/claims/?{name}=zerzura-{name}")

    assert f"“zerzura-{name}” is not one of the choices." in text
    assert [claim.reference for claim in response.context["page"].rows] == ["W-1", "W-0"]


@pytest.mark.searching
@pytest.mark.parametrize("words", ["Zerzura", "ZZ-1", "ZZ-3", "zz-4"])
def test_search_finds_nothing_unpublished(get, claims, words):
    response, _text = get(f"/claims/?q={words}")

    assert response.context["count"] == 0


def test_counts_leave_out_what_is_not_published(get, claims):
    home, _text = get("/")
    listed, _text = get("/claims/")
    claimant, _text = get("/claimants/side-0/")
    event, _text = get("/events/anefis/")
    source, _text = get("/sources/paper-0/")
    question, _text = get("/questions/")

    assert home.context["totals"]["published"] == 2
    assert listed.context["count"] == 2
    assert {choice.count for facet in listed.context["facets"] for choice in facet.choices} <= {0, 1, 2}
    assert claimant.context["record"]["claims"] == 1
    assert event.context["count"] == 2
    assert source.context["count"] == 1
    assert [row.answers for row in question.context["page"].rows] == [2]


@pytest.mark.searching
@pytest.mark.usefixtures("guards_down")
def test_once_published_everything_shows(get, claims):
    for claim in Claim.objects.exclude(publication="published"):
        Claim.objects.filter(pk=claim.pk).update(publication="published", published_at=claims[0].published_at)

    found = {address: get(address)[0].status_code for address in HIDDEN}

    assert found == dict.fromkeys(HIDDEN, 200)
    for model in (Claimant, Event, Question, Source):
        assert model.objects.public().count() == model.objects.count()


@pytest.mark.parametrize("address", ["/", "/claims/W-0/"])
def test_who_decided_appears_by_role_only(get, claims, address):
    editor = make_editor(username="aminata", first_name="Aminata", last_name="Traoré", email="aminata@example.org")
    make_verdict(claims[0], "corroborated", by=editor, rationale="Two papers agree.")
    claims[0].__class__.objects.filter(pk=claims[0].pk).update(note="Kept to ourselves.")

    _response, text = get(address)

    assert "Two papers agree." in text
    for hidden in ("aminata", "Traor", "example.org", "Kept to ourselves"):
        assert hidden not in text.replace("news.example", "")
