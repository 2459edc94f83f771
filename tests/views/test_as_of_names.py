"""Past days name rows that were renamed or deleted since as they were named then, without a link to no page."""

import pytest
from django.core.management import call_command

from claims import workflow
from claims.models import Claim, LedgerEntry
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
)
from tests.markup import cut, links
from tests.views.history import any_day, let_any_day, on  # noqa: F401 (a fixture)
from tests.views.world import publish

pytestmark = pytest.mark.django_db

DAY = "2026-03-01"
PAGES = ["/claims/K-1/", "/claims/K-2/", "/claims/", "/compare/?claim=K-1&claim=K-2", "/questions/now/"]
RECORDS = ["/api/v1/claims/K-1/?include=citations,links", "/api/v1/claims/?include=citations,links", "/api/v1/links/"]
KINDS = ["claimant", "event", "question", "place", "source", "publisher"]
OLD = {
    "claimant": "Old army", "event": "Old fight", "question": "Old question?", "place": "Old town",
    "source": "Old paper", "publisher": "Old press",
}  # fmt: skip


def tell_story():
    """K-1 named old rows at first and names new ones now; K-2 names the new ones all along, linked with it."""
    publisher = make_publisher(name="Old press", slug="old-publisher")
    old = {
        "claimant": make_claimant(name="Old army", slug="old-claimant", stake="party"),
        "event": make_event(title="Old fight", slug="old-event"),
        "question": make_question(text="Old question?", slug="old-question"),
        "place": make_place(name="Old town", slug="old-place"),
    }
    new = {
        "claimant": make_claimant(name="New army"), "event": make_event(), "place": make_place(),
        "question": make_question(text="New question?", slug="now"),
    }  # fmt: skip
    with on(DAY):
        first, second = make_claim(reference="K-1", **old), make_claim(reference="K-2", **new)
        for claim in (first, second):
            source = make_source(title=f"Old paper of {claim.reference}", slug=f"old-source-{claim.pk}")
            if claim is first:
                source = make_source(title="Old paper", slug="old-source", publisher=publisher)
            make_citation(claim, source=source, mode="own")
            make_citation(claim)
            publish(claim)
        first, second = Claim.objects.get(pk=first.pk), Claim.objects.get(pk=second.pk)
        make_link(first, second)
    with on("2026-03-03"):
        first.citations.filter(source__slug="old-source").delete()
        for name, row in new.items():
            setattr(first, name, row)
        workflow.revise(first, by=make_editor(), reason="Read again.")
    return {**old, "source": publisher.sources.get(), "publisher": publisher}


class SharedStory:
    """Tests that read one story, told once for their class; each takes back what it changes."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def told(cls, rows_of_class):
        let_any_day()
        return tell_story()

    @pytest.fixture
    def story(self, told, db):
        return {kind: type(row).objects.get(pk=row.pk) for kind, row in told.items()}


def asked(address, moment):
    return f"{address}{'&' if '?' in address else '?'}{moment}"


def rename(row):
    row.slug = "renamed"
    row.save()


def delete(row):
    for source in getattr(row, "sources", row.__class__.objects.none()).all():
        source.delete()
    row.delete()


@pytest.mark.parametrize("change", [rename, delete])
@pytest.mark.parametrize("kind", KINDS)
class TestRowsOfOlderVersions(SharedStory):
    def test_pages_and_records_name_them_as_then_and_link_to_no_missing_page(self, get, client, story, kind, change):
        change(story[kind])
        first = LedgerEntry.objects.get(sequence=3).hash[:12]

        for moment in (f"as_of={DAY}", f"entry={first}"):
            pages = {address: get(asked(address, moment)) for address in PAGES}

            assert {address: response.status_code for address, (response, _text) in pages.items()} == dict.fromkeys(
                PAGES, 200
            )
            assert OLD[kind] in pages["/claims/K-1/"][1] + pages["/compare/?claim=K-1&claim=K-2"][1]
            assert not [address for address, (_response, text) in pages.items() if f"s/old-{kind}/" in text]

        found = {address: client.get(asked(address, f"as_of={DAY}")) for address in RECORDS}

        assert {response.status_code for response in found.values()} == {200}
        assert OLD[kind] in found[RECORDS[0]].content.decode()
        assert OLD[kind] in found[RECORDS[1]].content.decode()


class TestPages(SharedStory):
    def test_a_row_that_no_public_claim_names_any_more_is_named_without_a_link(self, get, story):
        text = get(f"/claims/K-1/?as_of={DAY}")[1]

        assert [name for name in OLD.values() if name not in text] == []
        assert [kind for kind in KINDS if f"s/old-{kind}/" in text] == []

    def test_origins_are_counted_the_same_in_words_and_in_the_picture(self, get, story):
        delete(story["publisher"])

        response, _text = get(f"/claims/K-1/?as_of={DAY}")

        assert response.context["claim"].independent_origins == response.context["counted_origins"] == 2


@pytest.mark.usefixtures("any_day")
def test_rows_that_the_public_reads_are_linked(get):
    event, question = make_event(slug="now-event"), make_question(slug="now")
    with on(DAY):
        make_published(
            reference="K-1", event=event, question=question, claimant=make_claimant(slug="now-army"),
        )  # fmt: skip

    text = get(f"/claims/K-1/?as_of={DAY}")[1]

    found = links(text)
    assert {"/events/now-event/", f"/questions/now/?as_of={DAY}", "/claimants/now-army/"} <= set(found)
    assert [link for link in found if link.startswith("/sources/report-")]


@pytest.mark.usefixtures("any_day")
def test_an_older_version_that_replaces_a_draft_leaves_it_out(get, client):
    claimant = make_claimant()
    draft = make_claim(reference="K-0", statement="Only a draft.", claimant=claimant)
    with on(DAY):
        claim = make_published(reference="K-1", claimant=claimant, supersedes=draft)
    with on("2026-03-03"):
        claim.supersedes = None
        workflow.revise(claim, by=make_editor(), reason="Read again.")
    draft.delete()

    for address in ("/claims/K-1/", "/claims/", "/api/v1/claims/K-1/", "/api/v1/claims/", "/ledger/1/"):
        response = client.get(asked(address, f"as_of={DAY}") if "ledger" not in address else address)
        assert response.status_code == 200
        assert "Only a draft." not in response.content.decode()


ERASED = [
    "/", "/claims/", "/claims/K-1/", "/questions/now/", "/compare/?claim=K-1&claim=K-2", "/questions/now/embed/",
    "/ledger/", "/ledger/?act=erase", "/ledger/?claim=K-1", "/feeds/decisions/", "/feeds/questions/now/",
    "/feeds/claims/", "/api/v1/claims/", "/api/v1/claims/K-1/", "/api/v1/links/", "/api/v1/ledger/",
    "/api/v1/ledger/?act=erase",
]  # fmt: skip


class TestErasedPeople(SharedStory):
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def erased(cls, told):
        editor = make_editor(username="annette")
        with on("2026-03-04"):
            call_command("erase_person", editor.username)
        return LedgerEntry.objects.newest()

    @pytest.mark.parametrize("address", ERASED)
    def test_every_page_stands(self, client, erased, address):
        asked_for = [address]
        if not address.startswith(("/ledger", "/feeds", "/api")) and address != "/":
            asked_for += [asked(address, f"entry={erased.hash[:12]}"), asked(address, "as_of=2026-03-04")]
        if address.startswith(("/api/v1/claims", "/api/v1/links")):
            asked_for.append(asked(address, "as_of=2026-03-04"))

        assert {each: client.get(each).status_code for each in asked_for} == dict.fromkeys(asked_for, 200)

    def test_the_entry_is_shown_without_a_claim(self, get, client, erased):
        response, text = get(f"/ledger/{erased.sequence}/")

        assert (response.status_code, cut(text, "h1")) == (200, "<h1>Person erased</h1>")
        assert client.get(f"/api/v1/ledger/{erased.sequence}/?include=state").json()["state"] == {}
        assert get(f"/claims/K-1/?entry={erased.hash[:12]}")[0].context["claim"].contradiction_count == 1
