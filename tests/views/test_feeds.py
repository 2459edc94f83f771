"""Atom feeds of decisions, as a feed reader reads them."""

from urllib.parse import urlsplit

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.models import Claim, ClaimLink, LedgerEntry, Person
from claims.selectors import decisions
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_link,
    make_published,
    make_verdict,
)
from tests.views.world import SECRET, SharedDebate, make_debate, make_secret

pytestmark = pytest.mark.django_db

FEEDS = [
    "/feeds/decisions/", "/feeds/questions/advance/", "/feeds/claimants/side-0/", "/feeds/events/anefis/",
    "/feeds/claims/", "/feeds/claims/?disputed=true&claimant=side-0&q=happened",
]  # fmt: skip


@pytest.fixture
def debate():
    return make_debate()


@pytest.fixture
def follow(client):
    """Return a function that reads a feed as a feed reader does, and sees to it that nothing in it is broken."""

    def read(address, **headers):
        response = client.get(address, headers=headers)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = feedparser.parse(response.content)
        assert (feed.bozo, feed.version) == (0, "atom10")
        return feed

    return read


def titles(feed):
    return [entry.title for entry in feed.entries]


def self_link(feed):
    return next(link.href for link in feed.feed.links if link.rel == "self")


@pytest.mark.searching
class TestEveryFeed(SharedDebate):
    @pytest.mark.parametrize("language", ["en", "fr"])
    @pytest.mark.parametrize("address", FEEDS)
    def test_is_read_without_complaint(self, debate, follow, address, language):
        feed = follow(f"/{language}{address}")

        assert feed.entries
        assert feed.feed.title_detail.language == {"en": "en-gb", "fr": "fr"}[language]
        assert self_link(feed) == f"http://testserver/{language}{address}"
        assert feed.feed.link.startswith(f"http://testserver/{language}/")
        for entry in feed.entries:
            assert entry.link.startswith(f"http://testserver/{language}/")
            assert entry.id.startswith("tag:testserver,2026:")
            assert entry.author == ("an editor" if language == "en" else entry.author)
            assert entry.author
            assert entry.updated

    @pytest.mark.parametrize("address", FEEDS)
    def test_leads_to_pages_that_are_there(self, debate, client, follow, address):
        feed = follow(f"/fr{address}")

        for link in [feed.feed.link, *(entry.link for entry in feed.entries)]:
            assert client.get(link.removeprefix("http://testserver")).status_code == 200

    @pytest.mark.parametrize("address", FEEDS)
    def test_ids_are_its_own_and_stay(self, debate, follow, address):
        before = follow(f"/en{address}")
        make_verdict(debate[0], "under_review")

        after = follow(f"/en{address}")

        assert before.feed.id == after.feed.id
        assert len({entry.id for entry in after.entries}) == len(after.entries)
        assert {entry.id for entry in before.entries} <= {entry.id for entry in after.entries}

    def test_ids_of_feeds_differ(self, debate, follow):
        ids = [follow(f"/{language}{address}").feed.id for address in FEEDS for language in ("en", "fr")]

        assert len(set(ids)) == len(ids)

    def test_an_entry_has_one_id_in_both_languages(self, debate, follow):
        english, french = follow("/en/feeds/decisions/"), follow("/fr/feeds/decisions/")

        assert [entry.id for entry in english.entries] == [entry.id for entry in french.entries]

    @pytest.mark.parametrize("address", FEEDS)
    def test_nothing_unpublished_is_in_it(self, debate, client, address):
        make_secret(debate[0])

        text = client.get(address).text

        assert SECRET.lower() not in text.lower()
        for hidden in ("ZZ-1", "ZZ-2", "ZZ-4", "987654", "987,654"):
            assert hidden not in text

    @pytest.mark.parametrize("address", FEEDS)
    def test_takes_as_many_queries_for_many_as_for_few(self, debate, client, address):
        few = self._queries(client, address)
        for _more in range(3):
            claim = make_published(claimant=debate[0].claimant, question=debate[0].question, event=debate[0].event)
            make_link(debate[0], claim)

        assert self._queries(client, address) == few

    def _queries(self, client, address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)


class TestDecisions:
    def test_every_act_is_told_newest_first(self, follow):
        one, other = make_published(reference="T-1", statement="It fell."), make_published(reference="T-2")
        make_verdict(one, "under_review", rationale="We are looking.")
        link = make_link(one, other, kind="denies", rationale="Not both.")
        workflow.reject_link(link, by=make_editor(), note="A misreading.")
        workflow.withdraw(other, by=make_editor(), reason="It was wrong.")

        feed = follow("/en/feeds/decisions/")

        assert titles(feed) == [
            "T-2 withdrawn",
            "Link set aside: T-1 denies T-2",
            "Link confirmed: T-1 denies T-2",
            "T-1 assessed as “Under review”: It fell.",
            "T-2 published",
            "T-1 published: It fell.",
        ]
        assert [entry.tags[0].term for entry in feed.entries][:2] == ["withdraw", "unlink"]
        assert "We are looking." in feed.entries[3].summary
        assert "It was wrong." in feed.entries[0].summary

    def test_a_link_is_told_with_both_claims_and_why(self, debate, follow):
        (entry,) = [entry for entry in follow("/en/feeds/decisions/").entries if "Link" in entry.title]

        assert entry.title == "Link confirmed: W-0 contradicts W-1"
        for words in ("Cannot both hold", "If one holds the other does not.", debate[0].statement, debate[1].statement):
            assert words in entry.summary

    def test_what_differs_is_not_said_to_contradict(self, follow):
        make_link(make_published(reference="T-1"), make_published(reference="T-2"), basis="scope")

        assert titles(follow("/en/feeds/decisions/"))[0] == "Link confirmed: T-1 differs from T-2"

    def test_of_what_was_withdrawn_only_the_decision_is_told(self, debate, client, follow):
        withdrawn = make_published(reference="ZZ-9", statement=f"{SECRET} fell.", claimant=debate[0].claimant)
        make_citation(withdrawn, excerpt=SECRET)
        make_verdict(withdrawn, "under_review", rationale=f"{SECRET} is looked at.")
        make_link(debate[0], withdrawn, rationale=f"{SECRET} or not.")
        workflow.withdraw(withdrawn, by=make_editor(), reason="It put someone at risk.")

        for address in ("/feeds/decisions/", "/feeds/claimants/side-0/"):
            feed = follow(f"/en{address}")
            assert "ZZ-9 withdrawn" in titles(feed)
            assert "Link confirmed: W-0 contradicts ZZ-9" in titles(feed)
            assert "It put someone at risk." in feed.entries[0].summary
            assert SECRET not in client.get(address).text

    def test_a_person_is_named_as_pages_name_them(self, follow):
        editor = make_editor(username="aminata", email="aminata@example.org")
        claim = make_published(by=editor, reference="T-1")
        Person.objects.filter(user=editor).update(public_name="A. Diallo")

        feed = follow("/en/feeds/decisions/")

        assert feed.entries[0].author == "A. Diallo"
        assert "aminata" not in str(feed)
        assert claim.reference in feed.entries[0].title

    def test_an_erased_person_is_an_entry_without_a_name(self, follow):
        editor = make_editor()
        make_published(by=editor)
        Person.objects.filter(user=editor).update(public_name="A. Diallo")
        workflow.erase_person(editor)

        feed = follow("/en/feeds/decisions/")

        assert titles(feed)[0] == "A person’s public name erased"
        assert "Diallo" not in str(feed)

    @pytest.mark.searching
    def test_characters_that_xml_cannot_hold_are_told_as_spaces(self, follow, monkeypatch):
        """What was recorded before they were refused is still told."""
        monkeypatch.setattr("claims.text.characters.unstorable", lambda text: None)
        make_published(reference="T-1", statement="It\x0bfell.")

        assert titles(follow("/en/feeds/decisions/")) == ["T-1 published: It fell."]
        assert follow("/en/feeds/claims/?q=%01It").feed.title.isprintable()

    def test_no_more_than_the_newest_are_told(self, follow, monkeypatch):
        monkeypatch.setattr(decisions, "MAX_DECISIONS_SHOWN", 2)
        for number in range(3):
            make_published(reference=f"T-{number}", statement="It fell.")

        assert titles(follow("/en/feeds/decisions/")) == ["T-2 published: It fell.", "T-1 published: It fell."]


class TestSubjects(SharedDebate):
    def test_a_claimant_is_followed_with_links_to_others(self, debate, follow):
        make_published(reference="T-9")

        found = titles(follow("/en/feeds/claimants/side-1/"))

        assert found[0] == "Link confirmed: W-0 contradicts W-1"
        assert [title.split(" ")[0] for title in found[1:]] == ["W-1"]

    def test_an_event_is_followed_with_its_parts(self, debate, follow):
        part = make_event(part_of=debate[0].event)
        make_published(reference="T-8", event=part)
        make_published(reference="T-9", event=make_event(part_of=part))
        make_published(reference="T-7")

        found = titles(follow("/en/feeds/events/anefis/"))

        assert [title.split(" ")[0] for title in found[:2]] == ["T-9", "T-8"]
        assert not [title for title in found if title.startswith("T-7")]

    def test_a_question_is_followed(self, debate, follow):
        make_published(reference="T-7")

        found = titles(follow("/en/feeds/questions/advance/"))

        assert len(found) == 3
        assert not [title for title in found if title.startswith("T-7")]

    @pytest.mark.parametrize("kind", ["questions", "claimants", "events"])
    @pytest.mark.parametrize("slug", ["nowhere", "zerzura-question", "zerzura-claimant", "zerzura-event"])
    def test_what_is_not_public_cannot_be_followed(self, debate, client, kind, slug):
        make_secret(debate[0])

        response = client.get(f"/feeds/{kind}/{slug}/")

        assert (response.status_code, SECRET in response.text) == (404, False)


class TestClaims:
    def test_the_newest_changed_come_first(self, follow):
        claims = [make_published(reference=f"T-{number}", statement="It fell.") for number in range(3)]
        make_verdict(claims[0], "under_review")
        make_link(claims[1], claims[2])

        feed = follow("/en/feeds/claims/")

        assert [entry.title[:3] for entry in feed.entries] == ["T-1", "T-2", "T-0"]
        assert feed.entries[0].title == "T-1: It fell."
        assert "Link confirmed: T-1 contradicts T-2" in feed.entries[0].summary
        assert "Contradicted by 1 claim" in feed.entries[0].summary
        assert urlsplit(feed.entries[0].link).path == "/en/claims/T-1/"
        assert feed.entries[0].id == "tag:testserver,2026:claims/T-1"

    def test_only_what_passes_the_filters_is_in_it(self, debate, follow):
        make_published(reference="T-9", kind="call")

        assert [title[:3] for title in titles(follow("/en/feeds/claims/?kind=call"))] == ["T-9"]
        assert sorted(title[:3] for title in titles(follow("/en/feeds/claims/?disputed=true"))) == ["W-0", "W-1"]
        assert titles(follow("/en/feeds/claims/?status=refuted")) == []

    def test_what_changed_long_ago_follows(self, follow, monkeypatch):
        monkeypatch.setattr(decisions, "ENTRIES_SEARCHED", 1)
        for number in range(4):
            make_published(reference=f"T-{number}")
        make_verdict(Claim.objects.get(reference="T-1"), "under_review")

        assert [title[:3] for title in titles(follow("/en/feeds/claims/"))] == ["T-1", "T-3", "T-2", "T-0"]

    def test_no_more_than_the_newest_are_in_it(self, follow, monkeypatch):
        monkeypatch.setattr(decisions, "MAX_DECISIONS_SHOWN", 2)
        monkeypatch.setattr(decisions, "ENTRIES_SEARCHED", 1)
        for number in range(4):
            make_published(reference=f"T-{number}")

        assert [title[:3] for title in titles(follow("/en/feeds/claims/"))] == ["T-3", "T-2"]

    def test_is_named_after_its_filters(self, debate, follow):
        feed = follow("/en/feeds/claims/?claimant=side-0&kind=assertion")

        assert feed.feed.title == "Claims: Side 0, Assertion – Counterclaim"
        assert feed.feed.link == "http://testserver/en/claims/?claimant=side-0&kind=assertion"

    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            ("claimant=nobody", "“nobody” is not one of the choices."),
            ("about_after=yesterday", "“yesterday” is not a date."),
            ("as_of=2026-01-01", "A list cannot be followed by “as_of”."),
            ("kind=call&after=W-0", "A list cannot be followed by “after”."),
            ("q=" + "%00" * 3, ""),
        ],
    )
    def test_what_cannot_be_read_is_told(self, debate, client, asked, told):
        response = client.get(f"/feeds/claims/?{asked}")

        assert (response.status_code, response.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert told in response.text


@pytest.mark.searching
class TestNothingNew(SharedDebate):
    @pytest.mark.parametrize("address", FEEDS)
    def test_an_unchanged_feed_is_not_sent_again(self, debate, client, address):
        first = client.get(address)

        by_tag = client.get(address, headers={"if-none-match": first.headers["ETag"]})
        by_time = client.get(address, headers={"if-modified-since": first.headers["Last-Modified"]})

        assert [(by.status_code, by.content) for by in (by_tag, by_time)] == [(304, b""), (304, b"")]

    @pytest.mark.parametrize("address", FEEDS)
    def test_a_decision_makes_it_new(self, debate, client, address):
        tag = client.get(address).headers["ETag"]
        make_verdict(debate[0], "under_review")

        assert client.get(address, headers={"if-none-match": tag}).status_code == 200

    def test_tags_tell_languages_and_addresses_apart(self, debate, client):
        asked = [f"/{language}{address}" for language in ("en", "fr") for address in FEEDS]

        assert len({client.get(address).headers["ETag"] for address in asked}) == len(asked)

    def test_its_time_is_that_of_the_head(self, debate, client):
        head = LedgerEntry.objects.order_by("-sequence").first()

        assert (
            client.get("/feeds/decisions/").headers["Last-Modified"] == f"{head.recorded_at:%a, %d %b %Y %H:%M:%S} GMT"
        )

    def test_any_site_may_read_it(self, debate, client):
        assert client.get("/feeds/decisions/").headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_link_whose_claims_are_drafts_is_never_an_entry(debate, follow):
    draft = make_claim(claimant=make_claimant())
    make_link(debate[0], draft, rationale=SECRET)

    assert ClaimLink.objects.count() == 2
    assert len([title for title in titles(follow("/en/feeds/decisions/")) if title.startswith("Link")]) == 1


def test_an_empty_ledger_is_a_feed(follow):
    assert follow("/feeds/decisions/").entries == []
    assert follow("/feeds/claims/").entries == []
