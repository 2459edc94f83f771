"""Accepting and rejecting rows: through workflow, in order, each refusal told and nothing else undone."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims import workflow
from claims.imports.accept import Acceptance, accept
from claims.imports.decide import reject
from claims.models import Assessment, Citation, Claim, Claimant, ClaimLink, LedgerEntry, Quantity, Source
from claims.workflow.audit import breaches
from tests.factories import (
    make_claim,
    make_claimant,
    make_editor,
    make_link,
    make_published,
    make_publisher,
    make_reviewer,
    make_user,
    make_verdict,
)
from tests.imports.files import citation_row, claim_row, claimant_row, make_ground, row, source_row, staged

pytestmark = pytest.mark.django_db


def ids(batch, *keys):
    return [batch.rows.get(key=key).pk for key in keys]


def told(decision):
    return {refused.key: " ".join(why) for refused, why in decision.refusals}


def states(batch):
    return dict(batch.rows.values_list("key", "state"))


def finding_row(reference="X-1", **fields):
    given = {"claim": [reference], "number": 1, "status": "inconclusive", "rationale": "It is open."}
    return row("assessment", **{**given, **fields})


def link_row(first="X-1", second="X-2", **fields):
    given = {"first": [first], "second": [second], "kind": "contradicts", "basis": "incompatible", "rationale": "So."}
    return row("claimlink", **{**given, **fields})


def whole():
    """Two claims that contradict each other, with all that they rest on, in an order that suits nobody."""
    figure = row("quantity", claim=["X-1"], measure="killed", affected="civilians", best=3)
    relay = citation_row(mode="relayed", relayed_from=["X-1", "report", "states", ""], locator="note 2")
    return [
        finding_row(), link_row(), relay, figure, citation_row(), citation_row("X-2"), claim_row(),
        claim_row("X-2", statement="The army is not in the town."), source_row(publisher=["paper"]),
        claimant_row("paper", kind="media", stake="independent"), claimant_row(),
    ]  # fmt: skip


class TestWho:
    def test_nothing_is_written_before_a_row_is_accepted(self):
        batch = staged(*whole())

        assert (Claim.objects.count(), Claimant.objects.count(), Source.objects.count()) == (0, 0, 0)
        assert batch.state == "in_review"
        assert set(states(batch).values()) == {"waiting"}

    @pytest.mark.parametrize("act", [accept, reject])
    def test_the_loader_does_not_decide_even_as_superuser(self, act):
        loader = make_user(is_superuser=True)
        batch = staged(claimant_row(), by=loader)

        with pytest.raises(PermissionDenied, match="Whoever loaded a batch does not decide on it"):
            act(batch, by=loader)

        assert not Claimant.objects.exists()

    def test_where_four_eyes_are_off_the_loader_decides(self, settings):
        settings.CLAIMS_FOUR_EYES = False
        loader = make_reviewer()

        accept(staged(claimant_row(), by=loader), by=loader)

        assert Claimant.objects.get().slug == "army"

    @pytest.mark.parametrize("act", [accept, reject])
    def test_editors_do_not_decide(self, act):
        with pytest.raises(PermissionDenied, match="may not decide on batches"):
            act(staged(claimant_row()), by=make_editor())


class TestAcceptAll:
    def test_everything_becomes_public_through_workflow(self):
        loader, reviewer = make_editor(), make_reviewer()
        batch = staged(*whole(), by=loader)

        decision = accept(batch, by=reviewer)

        first, second = Claim.objects.order_by("reference")
        assert (decision.accepted, decision.refusals) == (11, [])
        assert (batch.state, set(states(batch).values())) == ("decided", {"accepted"})
        assert (first.publication, first.status, first.citation_count) == ("published", "inconclusive", 2)
        assert (first.contradiction_count, second.contradiction_count, first.independent_origins) == (1, 1, 1)
        assert (first.created_by, Assessment.objects.get().proposed_by) == (loader, loader)
        assert (ClaimLink.objects.get().state, ClaimLink.objects.get().origin) == ("confirmed", "loaded")
        assert Citation.objects.get(locator="note 2").relayed_from.locator == ""
        acts = LedgerEntry.objects.order_by("sequence").values_list("subject", "act")
        assert list(acts) == [
            ("X-1", "publish"),
            ("X-2", "publish"),
            ("X-1 contradicts X-2", "link"),
            ("X-1", "assess"),
        ]
        assert list(breaches()) == []

    def test_each_refusal_is_told_and_undoes_nothing_else(self):
        make_ground()
        rows = [claim_row(), citation_row(), claim_row("X-2"), finding_row(status="corroborated")]
        batch = staged(*rows, row("claim", **{**claim_row("X-3")["fields"], "kind": "call"}), citation_row("X-3"))

        decision = accept(batch, by=make_reviewer())

        assert told(decision) == {
            "X-2": "X-2 needs at least one citation: say where the claim was made.",
            "X-1, 1": "Corroborated needs at least one citation that supports the claim "
            "out of its own reporting, and whose publisher is neither the claimant nor part of it.",
        }
        assert list(Claim.objects.values_list("reference", "publication")) == [
            ("X-1", "published"),
            ("X-3", "published"),
        ]
        assert not Assessment.objects.exists()
        assert batch.state == "in_review"
        waiting = batch.rows.get(key="X-2")
        assert (waiting.state, waiting.reason) == ("waiting", told(decision)["X-2"])

    def test_a_second_press_finds_nothing(self):
        batch = staged(claimant_row())
        accept(batch, by=make_reviewer())

        with pytest.raises(ValidationError, match="None of these rows waits any more"):
            accept(batch, by=make_reviewer())

    def test_sources_with_one_address_are_told_apart_on_acceptance(self):
        same = {"url": "https://news.example/a"}
        batch = staged(source_row("one", **same), source_row("two", **same))

        decision = accept(batch, by=make_reviewer())

        assert told(decision) == {"two": "A source with this address is already recorded."}
        assert Source.objects.get().slug == "one"


class TestAcceptSome:
    def test_a_claim_brings_along_what_it_rests_on(self):
        batch = staged(*whole())

        decision = accept(batch, by=make_reviewer(), rows=ids(batch, "X-1"))

        assert decision.refusals == []
        assert {key for key, state in states(batch).items() if state == "accepted"} == {
            "X-1", "X-1, report, states", "X-1, report, states, note 2", "X-1, killed, civilians, people",
            "report", "paper", "army",
        }  # fmt: skip
        assert list(Claim.objects.published().values_list("reference", flat=True)) == ["X-1"]

    def test_what_needs_another_claim_is_refused_and_names_it(self):
        batch = staged(*whole(), claim_row("X-3", supersedes=["X-1"]), citation_row("X-3"))
        chosen = ids(batch, "X-1 contradicts X-2", "X-1, 1", "X-2, report, states", "X-3")

        decision = accept(batch, by=make_reviewer(), rows=chosen)

        assert told(decision) == {
            "X-1 contradicts X-2": "It rests on claim X-1, which waits in this batch: accept that first.",
            "X-1, 1": "It rests on claim X-1, which waits in this batch: accept that first.",
            "X-2, report, states": "X-2 is not recorded yet. Accept its row, and this one goes with it.",
            "X-3": "It rests on claim X-1, which waits in this batch: accept that first.",
        }
        assert (decision.accepted, Claim.objects.count(), Claimant.objects.count()) == (0, 0, 0)

    def test_a_claim_that_replaces_another_comes_after_it(self):
        make_ground()
        batch = staged(claim_row("X-1", supersedes=["X-2"]), citation_row("X-1"), claim_row("X-2"), citation_row("X-2"))

        assert accept(batch, by=make_reviewer()).accepted == 4
        assert Claim.objects.get(reference="X-1").supersedes.reference == "X-2"

    def test_what_another_batch_still_holds_is_named(self):
        staged(claimant_row())
        batch = staged(source_row(publisher=["army"]))

        decision = accept(batch, by=make_reviewer())

        assert told(decision) == {"report": "It rests on claimant army, which is not recorded."}

    def test_rows_that_rest_on_each_other_are_refused(self):
        batch = staged(claimant_row("one", part_of=["two"]), claimant_row("two", part_of=["one"]))

        with pytest.raises(ValidationError):
            accept(batch, by=make_reviewer())

        assert ["circle" in row.reason for row in batch.rows.all()] == [True, True]
        assert not Claimant.objects.exists()

    def test_what_two_batches_would_close_to_a_circle_is_refused(self):
        one, two = make_claimant(slug="one", name="One"), make_claimant(slug="two", name="Two")
        kinds = {"kind": "armed_group"}
        first = staged(claimant_row("one", name="One", part_of=["two"], **kinds))
        second = staged(claimant_row("two", name="Two", part_of=["one"], **kinds))

        accept(first, by=make_reviewer())
        decision = accept(second, by=make_reviewer())

        assert "circle" in told(decision)["two"]
        assert list(Claimant.objects.within(one)) == [one]
        assert set(Claimant.objects.within(two)) == {one, two}

    def test_a_part_that_is_refused_leaves_the_claim_and_its_other_parts(self):
        make_ground()
        relays = [
            citation_row(mode="relayed", locator=one, relayed_from=["X-1", "report", "states", other])
            for one, other in (("a", "b"), ("b", "a"))
        ]
        batch = staged(claim_row(), citation_row(), *relays)

        decision = accept(batch, by=make_reviewer())

        circle = "relayed_from: This would make a circle: the chain comes back to this row."
        assert told(decision) == {}
        assert [row.reason for row in batch.rows.exclude(reason="")] == [circle] * 2
        assert Claim.objects.get().citation_count == 1


class TestChangedRows:
    def test_a_published_claim_is_revised_once_with_all_its_parts(self):
        claimant, _source = make_ground()
        claim = make_published(reference="X-1", claimant=claimant, statement="The army was there.")
        figure = row("quantity", claim=["X-1"], measure="killed", affected="civilians", best=3)
        batch = staged(claim_row(), citation_row(), citation_row(locator="2"), figure, name="Spring record")

        accept(batch, by=make_reviewer())

        claim.refresh_from_db()
        entries = LedgerEntry.objects.filter(subject="X-1").order_by("sequence")
        assert [entry.act for entry in entries] == ["publish", "revise"]
        assert '"reason":"Batch Spring record"' in entries[1].body
        assert (claim.statement, claim.citation_count, claim.publication) == (
            "The army is in the town.",
            3,
            "published",
        )
        assert batch.rows.get(key="X-1").before == {"statement": "The army was there."}
        assert list(breaches()) == []

    def test_a_draft_is_changed_and_stays_a_draft(self):
        claimant, _source = make_ground()
        claim = make_claim(reference="X-1", claimant=claimant)

        accept(staged(claim_row(), citation_row()), by=make_reviewer())

        claim.refresh_from_db()
        assert (claim.statement, claim.publication, claim.citation_count) == ("The army is in the town.", "draft", 1)
        assert not LedgerEntry.objects.exists()

    def test_what_changed_since_loading_is_shown_anew_before_it_is_written(self):
        claimant, _source = make_ground()
        claim = make_published(reference="X-1", claimant=claimant, statement="The army was there.")
        batch = staged(claim_row())
        claim.statement = "The army may have been there."
        workflow.revise(claim, by=make_editor(), reason="Less sure.")

        decision = accept(batch, by=make_reviewer())

        claim.refresh_from_db()
        assert "The record has changed since the file was loaded." in told(decision)["X-1"]
        assert claim.statement == "The army may have been there."
        assert batch.rows.get().differences == {
            "statement": ["The army may have been there.", "The army is in the town."]
        }
        assert accept(batch, by=make_reviewer()).accepted == 1

    def test_what_someone_else_recorded_meanwhile_waits_no_more(self):
        batch = staged(claimant_row())
        make_claimant(slug="army", name="The army", kind="armed_forces")

        accept(batch, by=make_reviewer())

        assert (batch.rows.get().change, Claimant.objects.count(), batch.state) == ("same", 1, "decided")

    def test_a_confirmed_link_is_reworded_through_workflow(self):
        one, two = make_published(reference="X-1"), make_published(reference="X-2")
        link = make_link(one, two, rationale="Once.")
        batch = staged(link_row("X-2", "X-1", rationale="Better."))

        accept(batch, by=make_reviewer())

        link.refresh_from_db()
        acts = (
            LedgerEntry.objects.filter(subject="X-1 contradicts X-2").order_by("sequence").values_list("act", flat=True)
        )
        assert (link.first, link.rationale, link.state) == (one, "Better.", "confirmed")
        assert list(acts) == ["link", "unlink", "link"]
        assert list(breaches()) == []

    def test_a_stake_counts_origins_anew(self):
        publisher = make_publisher(name="The army", slug="army", kind="armed_forces")
        claim = make_published(reference="X-1")
        citation = claim.citations.get()
        citation.source.publisher = publisher
        citation.source.save()
        workflow.recount(Claim.objects.all())

        accept(staged(claimant_row(stake="party")), by=make_reviewer())

        claim.refresh_from_db()
        assert claim.independent_origins == 0

    def test_evidence_under_a_verdict_is_not_taken_away(self):
        claim = make_published(reference="X-1")
        make_verdict(claim, "corroborated")
        support = claim.citations.get(bearing="supports").source
        change = source_row(support.slug, title=support.title, publisher=[claim.claimant.slug])

        decision = accept(staged(change), by=make_reviewer())

        support.refresh_from_db()
        assert "X-1 is corroborated. Corroborated needs at least one citation" in told(decision)[support.slug]
        assert support.publisher != claim.claimant

    def test_the_words_by_which_a_claim_was_taken_back_stay_its_claimants(self):
        claim = make_published(reference="X-1")
        make_verdict(claim, "retracted")
        own = claim.citations.get(mode="own")

        decision = accept(staged(citation_row("X-1", own.source.slug, bearing="undermines", mode="reported")),
                          by=make_reviewer())  # fmt: skip

        own.refresh_from_db()
        assert "X-1 is retracted. Retracted needs at least one citation" in " ".join(told(decision).values())
        assert own.mode == "own"


class TestMeanwhile:
    def test_each_is_told_their_own_rows_and_what_another_decided(self, monkeypatch):
        batch = staged(claimant_row("one"), claimant_row("two"), claimant_row("three"))
        reviewer, other = make_reviewer(), make_reviewer(username="rita")
        begin = Acceptance.decide

        def overtaken(acceptance, unit):
            if acceptance.by == reviewer and not acceptance.own:
                accept(batch, by=other, rows=ids(batch, "two"))
                reject(batch, by=other, rows=ids(batch, "three"))
            begin(acceptance, unit)

        monkeypatch.setattr(Acceptance, "decide", overtaken)
        decision = accept(batch, by=reviewer)

        assert (decision.accepted, decision.refusals) == (1, [])
        assert decision.told_of_others == [
            "rita accepted 1 of these rows meanwhile.", "rita rejected 1 of these rows meanwhile.",
        ]  # fmt: skip


class TestReject:
    def test_rows_are_set_aside_and_stay_on_record(self):
        batch, reviewer = staged(claimant_row("one"), claimant_row("two")), make_reviewer()

        assert reject(batch, by=reviewer, rows=ids(batch, "one")) == 1
        assert (states(batch), batch.state) == ({"one": "rejected", "two": "waiting"}, "in_review")
        assert reject(batch, by=reviewer) == 1
        batch.refresh_from_db()
        assert (batch.state, Claimant.objects.count()) == ("decided", 0)
        assert batch.rows.first().decided_by == reviewer

    def test_a_rejected_row_is_not_accepted_later(self):
        batch = staged(claimant_row())
        reject(batch, by=make_reviewer())

        with pytest.raises(ValidationError, match="None of these rows waits any more"):
            accept(batch, by=make_reviewer(), rows=ids(batch, "army"))

    def test_a_rejected_citation_does_not_go_with_its_claim(self):
        make_ground()
        batch = staged(claim_row(), citation_row(), citation_row(locator="2"))
        reject(batch, by=make_reviewer(), rows=ids(batch, "X-1, report, states, 2"))

        accept(batch, by=make_reviewer())

        assert Citation.objects.get().locator == ""
        assert not Quantity.objects.exists()
