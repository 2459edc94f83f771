from datetime import UTC, date, datetime

import pytest

from claims import workflow
from claims.ledger import history
from claims.models import Claim, ClaimLink, LedgerEntry
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_link,
    make_published,
    make_publisher,
    make_quantity,
    make_source,
    make_verdict,
)
from tests.views.history import any_day, on  # noqa: F401 (a fixture)
from tests.views.world import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_day")]


def end(day):
    return history.end_of_day(date.fromisoformat(day))


def stood(reference, day):
    moment = end(day)
    claims = history.rebuild_claims(history.published_entries(moment, [reference]))
    history.rebuild_links(claims, moment)
    return claims.get(reference)


class TestMoment:
    def test_a_day_ends_with_its_last_entry(self):
        with on("2026-03-01"):
            make_published()
            last = make_published()
        with on("2026-03-03"):
            make_published()

        assert end("2026-02-28") == history.Moment(0, datetime(2026, 3, 1, tzinfo=UTC), day=date(2026, 2, 28))
        assert end("2026-03-01").until == end("2026-03-02").until == 2
        assert end("2026-03-03").until == 3
        assert LedgerEntry.objects.get(sequence=2).subject == last.reference

    def test_midnight_belongs_to_the_day_that_it_begins(self, monkeypatch):
        midnight = datetime(2026, 3, 2, tzinfo=UTC)
        monkeypatch.setattr("claims.ledger.chain.timezone.now", lambda: midnight)
        make_published()

        assert (end("2026-03-01").until, end("2026-03-02").until) == (0, 1)

    def test_an_entry_is_found_by_the_first_digits_of_its_hash(self):
        make_published()
        make_published()
        first = LedgerEntry.objects.get(sequence=1)

        found = history.after_entry(first.hash[:12])

        assert (found.until, found.at, found.query) == (1, first.recorded_at, f"?entry={first.hash[:12]}")
        assert history.after_entry(first.hash) == found
        assert history.after_entry("0" * 64) is None


class TestClaims:
    def test_a_claim_is_what_its_newest_entry_up_to_the_day_says(self):
        with on("2026-03-01"):
            claim = make_published(reference="K-1", statement="It moved.", claimant=make_claimant(name="Army"))
        with on("2026-03-05"):
            claim.statement = "It marched."
            workflow.revise(claim, by=make_editor(), reason="Read again.")

        assert stood("K-1", "2026-02-28") is None
        assert [stood("K-1", day).statement for day in ("2026-03-01", "2026-03-04", "2026-03-05")] == [
            "It moved.", "It moved.", "It marched.",
        ]  # fmt: skip
        assert (str(stood("K-1", "2026-03-01").claimant), stood("K-1", "2026-03-01").version) == ("Army", 2)

    def test_a_verdict_stands_from_its_day_on(self):
        with on("2026-03-01"):
            claim = make_published(reference="K-1")
        with on("2026-03-05"):
            make_verdict(claim, "corroborated", rationale="Two say so.")

        before, after = stood("K-1", "2026-03-04"), stood("K-1", "2026-03-05")

        assert (before.status, before.stood_finding) == ("unverified", None)
        assert (after.status, after.stood_finding.rationale) == ("corroborated", "Two say so.")

    def test_citations_figures_and_origins_are_those_of_the_day(self):
        claim = make_claim(reference="K-1")
        with on("2026-03-01"):
            origin = make_citation(claim, source=make_source(title="Report", published="2023-10-08"))
            make_quantity(claim)
            publish(claim)
        with on("2026-03-05"):
            earlier = make_source(title="Earlier", published="2023-10-01")
            make_citation(claim, source=earlier, mode="relayed", relayed_from=origin)
            make_citation(claim, source=make_source(publisher=make_publisher(), title="Third"))

        before, after = stood("K-1", "2026-03-01"), stood("K-1", "2026-03-05")

        assert [each.source.title for each in before.stood_citations] == ["Report"]
        assert (before.independent_origins, after.independent_origins) == (1, 2)
        assert [each.source.title for each in after.stood_citations] == ["Earlier", "Third", "Report"]
        assert after.stood_citations[0].relayed_from_id == after.stood_citations[2].pk
        assert [each.in_words for each in before.stood_quantities] == ["17"]

    def test_names_are_those_of_the_day(self):
        claimant = make_claimant(name="Coalition")
        with on("2026-03-01"):
            make_published(reference="K-1", claimant=claimant)
        claimant.name = "Front"
        claimant.save()

        assert str(stood("K-1", "2026-03-01").claimant) == "Coalition"

    def test_what_was_withdrawn_since_is_on_no_day(self):
        with on("2026-03-01"):
            claim = make_published(reference="K-1")
        with on("2026-03-05"):
            workflow.withdraw(claim, by=make_editor(), reason="Wrong.")

        assert stood("K-1", "2026-03-01") is None

    def test_no_text_passes_for_what_the_record_says(self):
        with on("2026-03-01"):
            claim = make_published(
                reference="K-1", kind="call", statement='"kind":"denial","publication":"published","slug":"army"'
            )
            make_published(reference="K-2", kind="denial", claimant=make_claimant(slug="army"))

        standing = history.published_entries(end("2026-03-01"))

        assert [entry.subject for entry in history.filter_by_state(standing, "kind", ["denial"])] == ["K-2"]
        assert [entry.subject for entry in history.filter_by_state(standing, "claimant__slug", ["army"])] == ["K-2"]
        with on("2026-03-02"):
            workflow.withdraw(claim, by=make_editor(), reason='"publication":"published"')
        assert [
            entry.subject
            for entry in history.newest_entries(4)
            if entry in history.published_entries(end("2026-03-02"))
        ] == ["K-2"]


class TestLinks:
    def test_a_link_counts_from_its_confirmation_until_it_is_set_aside(self):
        with on("2026-03-01"):
            first, second = make_published(reference="K-1"), make_published(reference="K-2")
        with on("2026-03-03"):
            link = make_link(first, second)
        with on("2026-03-05"):
            workflow.reject_link(link, by=make_editor())

        counts = [
            stood("K-1", day).contradiction_count for day in ("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05")
        ]
        assert counts == [0, 1, 1, 0]
        assert [history.disputed_references(end(day)) for day in ("2026-03-02", "2026-03-04", "2026-03-05")] == [
            set(), {"K-1", "K-2"}, set(),
        ]  # fmt: skip

    def test_a_link_to_a_claim_that_was_withdrawn_since_is_left_out(self):
        with on("2026-03-01"):
            first, second = make_published(reference="K-1"), make_published(reference="K-2")
            make_link(first, second)
        with on("2026-03-05"):
            workflow.withdraw(second, by=make_editor(), reason="Wrong.")

        assert stood("K-1", "2026-03-01").contradiction_count == 0
        assert history.disputed_references(end("2026-03-01")) == set()

    def test_links_that_leave_room_for_both_dispute_nothing(self):
        with on("2026-03-01"):
            make_link(make_published(reference="K-1"), make_published(reference="K-2"), basis="scope")

        moment = end("2026-03-01")
        claims = history.rebuild_claims(history.published_entries(moment))

        assert [link.basis for link in history.rebuild_links(claims, moment)] == ["scope"]
        assert history.disputed_references(moment) == set()


def test_today_read_from_the_ledger_is_today_read_from_the_rows():
    first, second, third = (make_published() for _ in range(3))
    make_citation(first, bearing="supports")
    make_link(first, second)
    make_link(third, first, kind="denies")
    make_link(second, third, basis="scope")
    make_verdict(second, "refuted")

    moment = history.end_of_day(datetime.now(UTC).date())
    claims = history.rebuild_claims(history.published_entries(moment))
    links = history.rebuild_links(claims, moment)

    names = ("pk", "statement", "status", "version", "contradiction_count", "citation_count", "independent_origins")
    rows = {claim.reference: [getattr(claim, name) for name in names] for claim in Claim.objects.all()}
    assert {reference: [getattr(claim, name) for name in names] for reference, claim in claims.items()} == rows
    assert [(link.first_id, link.second_id, link.kind) for link in links] == list(
        ClaimLink.objects.order_by("pk").values_list("first", "second", "kind")
    )
