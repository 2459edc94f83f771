"""Ways to change history through the application's own connection, past the desk. The database refuses each.

A control in each group shows that the honest act passes.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from claims import workflow
from claims.ledger import chain
from claims.models import Assessment, Claim, ClaimLink, LedgerEntry
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_link,
    make_published,
    make_reviewer,
    make_verdict,
)

pytestmark = pytest.mark.django_db
CLAIM = ", ".join(field.column for field in Claim._meta.concrete_fields)
ENTRY = ", ".join(field.column for field in LedgerEntry._meta.concrete_fields)
DRAFTED = CLAIM.replace("statement", "'x'").replace("publication,", "'draft',")
STATEMENTS = {
    "sqlite": [
        f"REPLACE INTO claims_claim ({CLAIM}) SELECT {DRAFTED} FROM claims_claim",  # noqa: S608 (our own columns)
        f"REPLACE INTO claims_ledgerentry ({ENTRY}) SELECT {ENTRY} FROM claims_ledgerentry",  # noqa: S608
        "UPDATE OR REPLACE claims_claim SET reference = 'KO-012'",
    ],
    "postgresql": [
        "TRUNCATE claims_claim CASCADE",
        "TRUNCATE claims_ledgerentry",
        "TRUNCATE claims_assessment",
        "TRUNCATE claims_claimlink",
    ],
}
ACTOR = "00000000-0000-0000-0000-000000000000"


def refused(act, *arguments, **named):
    with pytest.raises(IntegrityError, match="guard: "), transaction.atomic():
        act(*arguments, **named)


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def forged(**changes):
    """Return an unsaved entry that would extend the head, but for ``changes`` to its columns or its body."""
    sequence, previous = chain.head()
    now = changes.pop("at", timezone.now())
    body = {
        "act": "revise", "actor": ACTOR, "at": chain.stamp(now), "previous": previous, "reason": "", "state": {},
        "sequence": sequence + 1, "subject": "nobody", "version": 1, **changes.pop("body", {}),
    }  # fmt: skip
    text = chain.canonical(body)
    columns = {
        "sequence": body["sequence"], "subject": body["subject"], "version": body["version"], "act": body["act"],
        "recorded_at": now, "body": text, "previous_hash": body["previous"], "hash": chain.digest(text),
    }  # fmt: skip
    return LedgerEntry(**{**columns, **changes})


@pytest.fixture(autouse=True, scope="module")
def _claim(rows_of_module):
    make_verdict(make_published(reference="KO-012"), "corroborated")


@pytest.fixture
def claim(db):
    return Claim.objects.get(reference="KO-012")


class TestClaims:
    def test_control_the_desk_revises(self, claim):
        claim.statement = "It moved."
        workflow.revise(claim, by=make_editor(), reason="Shorter.")

        assert Claim.objects.get().statement == "It moved."

    @pytest.mark.parametrize(
        "change",
        [
            {"statement": "It did not move."},
            {"status": "verified"},
            {"kind": "figure"},
            {"about": "2023-10-07"},
            {"asserted": ""},
            {"publication": "draft"},
            {"publication": "withdrawn"},
            {"reference": "KO-999"},
            {"version": 1},
            {"version": 99},
            {"quotation": "we moved"},
            {"position": "No."},
        ],
        ids=lambda change: "-".join(map(str, *change.items())),
    )
    def test_queryset_update(self, claim, change):
        refused(Claim.objects.filter(pk=claim.pk).update, **change)

    def test_save(self, claim):
        claim.statement = "It did not move."
        refused(claim.save)

    def test_save_with_the_next_version_and_no_entry(self, claim):
        claim.statement, claim.version = "It did not move.", claim.version + 1
        refused(claim.save)

    def test_bulk_update(self, claim):
        claim.status = "verified"
        refused(Claim.objects.bulk_update, [claim], ["status"])

    def test_another_claimant(self, claim):
        refused(Claim.objects.filter(pk=claim.pk).update, claimant=make_claimant())

    def test_raw_sql(self, claim):
        refused(sql, "UPDATE claims_claim SET statement = 'x' WHERE reference = 'KO-012'")

    def test_delete(self, claim):
        refused(sql, "DELETE FROM claims_claim WHERE reference = 'KO-012'")

    def test_a_new_row_that_says_published(self):
        row = Claim(claimant=make_claimant(), statement="x", publication="published", published_at=timezone.now())
        refused(Claim.objects.bulk_create, [row])

    def test_publishing_by_update(self):
        draft = make_claim()
        refused(Claim.objects.filter(pk=draft.pk).update, publication="published", published_at=timezone.now())

    def test_an_entry_of_its_own_that_says_something_else(self, claim):
        state = json.loads(LedgerEntry.objects.filter(subject="KO-012").first().body)["state"]
        chain.append(act="revise", subject="KO-012", version=claim.version + 1, state=state, actor=ACTOR)

        refused(Claim.objects.filter(pk=claim.pk).update, statement="x", version=claim.version + 1)

    def test_text_under_an_unchanged_verdict(self, claim):
        refused(Claim.objects.filter(pk=claim.pk).update, statement="It reached Kidal.", status="corroborated")

    def test_loaddata_of_a_published_row(self, claim, tmp_path):
        rows = json.loads(serialize("json", [claim], use_natural_foreign_keys=True, use_natural_primary_keys=True))
        rows[0]["fields"]["reference"] = "KO-777"
        file = Path(tmp_path, "published.json")
        file.write_text(json.dumps(rows))

        with pytest.raises(IntegrityError, match="publish it at the desk"), transaction.atomic():
            call_command("loaddata", file, verbosity=0)

    def test_loaddata_over_a_published_row(self, claim, tmp_path):
        rows = json.loads(serialize("json", [claim], use_natural_foreign_keys=True, use_natural_primary_keys=True))
        rows[0]["fields"]["statement"] = "It did not move."
        file = Path(tmp_path, "changed.json")
        file.write_text(json.dumps(rows))

        refused(call_command, "loaddata", file, verbosity=0)


class TestStatementsOfOneDatabase:
    """REPLACE is SQLite's own, TRUNCATE is PostgreSQL's."""

    def test_emptying_or_replacing(self, claim):
        make_link(claim, make_published())
        if connection.vendor == "postgresql":
            sql("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in STATEMENTS[connection.vendor]:
            refused(sql, statement)


class TestLedgerRows:
    def test_control_an_honest_entry_extends_the_head(self, claim):
        forged().save(force_insert=True)

        assert chain.head()[0] == LedgerEntry.objects.count()

    def test_update(self, claim):
        refused(LedgerEntry.objects.filter(sequence=1).update, body="{}")

    def test_save(self, claim):
        entry = LedgerEntry.objects.get(sequence=1)
        entry.body = "{}"
        refused(entry.save)

    def test_delete(self, claim):
        refused(LedgerEntry.objects.all().delete)

    @pytest.mark.parametrize(
        "lie",
        [
            {"hash": "f" * 64},
            {"previous_hash": "f" * 64},
            {"sequence": 77},
            {"subject": "KO-013"},
            {"act": "erase"},
            {"version": 4},
            {"body": {"previous": "f" * 64}},
            {"body": {"sequence": 77}},
            {"body": {"sequence": 1}},
            {"body": {"subject": "KO-012", "version": 1}},
            {"body": {"subject": "KO-012", "version": 99}},
            {"body": {"version": 2}},
        ],
        ids=str,
    )
    def test_an_entry_that_does_not_extend_the_head(self, claim, lie):
        refused(forged(**lie).save, force_insert=True)

    @pytest.mark.parametrize("days", [-1, 1])
    def test_backdating_and_postdating(self, claim, days):
        refused(forged(at=timezone.now() + timedelta(days=days)).save, force_insert=True)


class TestAssessments:
    def proposal(self, claim):
        make_citation(claim, bearing="undermines")
        return workflow.assess(claim, status="refuted", credibility="5", rationale="No.", by=make_editor())

    def test_control_a_reviewer_decides(self, claim):
        workflow.approve_assessment(self.proposal(claim), by=make_reviewer())

        claim.refresh_from_db()
        assert claim.status == "refuted"

    def test_a_verdict_without_an_entry(self, claim):
        proposal = self.proposal(claim)
        decided = {"state": "approved", "decided_by": make_reviewer(), "decided_at": timezone.now()}
        refused(Assessment.objects.filter(pk=proposal.pk).update, **decided)

    def test_a_new_row_that_is_decided(self, claim):
        row = Assessment(
            claim=claim, number=9, status="refuted", rationale="No.", state="approved", decided_by=make_reviewer(),
            decided_at=timezone.now(),
        )  # fmt: skip
        refused(Assessment.objects.bulk_create, [row])

    def test_another_rationale_for_a_decided_one(self, claim):
        refused(Assessment.objects.filter(claim=claim).update, rationale="Because.")

    def test_another_decider(self, claim):
        refused(Assessment.objects.filter(claim=claim).update, decided_by=make_reviewer())

    def test_delete(self, claim):
        refused(sql, "DELETE FROM claims_assessment")


class TestLinks:
    @pytest.fixture
    def link(self, claim):
        return make_link(claim, make_published(reference="KO-013"))

    def test_control_the_desk_sets_it_aside(self, link):
        workflow.reject_link(link, by=make_editor())

        assert ClaimLink.objects.get().state == "rejected"

    @pytest.mark.parametrize(
        "change", [{"state": "rejected"}, {"basis": "wording"}, {"rationale": "x"}, {"kind": "denies"}], ids=str
    )
    def test_queryset_update(self, link, change):
        refused(ClaimLink.objects.filter(pk=link.pk).update, **change)

    def test_the_other_end_moved(self, link):
        refused(ClaimLink.objects.filter(pk=link.pk).update, second=make_published())

    def test_delete(self, link):
        refused(ClaimLink.objects.all().delete)

    def test_a_new_row_that_is_confirmed(self, claim):
        row = ClaimLink(
            first=claim, second=make_published(), kind="contradicts", basis="incompatible", rationale="x",
            state="confirmed", reviewed_at=timezone.now(),
        )  # fmt: skip
        refused(ClaimLink.objects.bulk_create, [row])

    def test_confirming_by_update(self, claim):
        other = make_published()
        row = ClaimLink.objects.create(
            first=claim, second=other, kind="contradicts", basis="incompatible", rationale="x"
        )
        refused(ClaimLink.objects.filter(pk=row.pk).update, state="confirmed", reviewed_at=timezone.now())
