"""Programs that decide in competition, each run by ``test_races`` as a process of its own.

python -m tests.attacks.racing prepare | contend THREADS | accept THREADS | decide TIMES | check
"""

import json
import os
import sys
import threading

import django


def prepare():
    """Migrate, publish two claims, and propose a verdict on the first."""
    from django.core.management import call_command

    from claims import workflow
    from tests import factories

    call_command("migrate", verbosity=0)
    claim = factories.make_published(reference="RACE-1", by=factories.make_editor(username="editor"))
    factories.make_published(reference="RACE-2")
    factories.make_citation(claim, bearing="supports")
    terms = {"status": "corroborated", "credibility": "2", "rationale": "Two reports."}
    workflow.assess(claim, **terms, by=factories.make_editor())


def contend(threads):
    """Let ``threads`` reviewers approve one proposal at the same moment; print how many won, lost, or failed."""
    from django.core.exceptions import ValidationError

    from claims import workflow
    from claims.models import Assessment

    assessment = Assessment.objects.proposed().get()

    def approve(reviewer):
        try:
            workflow.approve_assessment(assessment, by=reviewer)
            return "won"
        except ValidationError as error:
            return error.messages[0]

    print(json.dumps(_at_once(approve, threads)))


def accept(threads):
    """Let ``threads`` reviewers accept one batch at the same moment; print what each was told, then what stands."""
    from django.core.exceptions import ValidationError

    from claims.imports import accept as accepting
    from claims.models import Batch, BatchRow
    from tests.imports.files import claimant_row, staged

    staged(*(claimant_row(f"side-{number}", name=f"Side {number}") for number in range(30)))

    def everything(reviewer):
        try:
            decision = accepting.accept(Batch.objects.get(), by=reviewer)
            refused = [" ".join(why) for _row, why in decision.refusals]
            return str(reviewer), decision.accepted, decision.told_of_others + refused
        except ValidationError as error:
            return str(reviewer), 0, error.messages

    told = _at_once(everything, threads)
    print(json.dumps([told, list(BatchRow.objects.values_list("decided_by__username", "state"))]))


def _at_once(act, threads):
    """Return what ``act`` returns for each of as many reviewers, all at the same moment; an error as its words."""
    from django.db import connection

    from tests import factories

    reviewers = [factories.make_reviewer(username=f"{act.__name__}-{number}") for number in range(threads)]
    start, ended = threading.Barrier(threads), []

    def run(reviewer):
        start.wait()
        try:
            ended.append(act(reviewer))
        except Exception as error:  # whatever it is, it is the finding
            ended.append(repr(error))
        finally:
            connection.close()

    racing = [threading.Thread(target=run, args=[reviewer]) for reviewer in reviewers]
    for thread in racing:
        thread.start()
    for thread in racing:
        thread.join()
    return ended


def decide(times):
    """Decide ``times`` times on one claim; print the sequence of each entry once it is acknowledged."""
    from django.contrib.auth.models import User

    from claims import workflow
    from claims.models import Claim, LedgerEntry

    editor, claim = User.objects.get(username="editor"), Claim.objects.get(reference="RACE-2")
    for turn in range(times):
        status = ("under_review", "inconclusive")[turn % 2]
        made = workflow.assess(claim, status=status, credibility="6", rationale=f"{os.getpid()}: {turn}", by=editor)
        acknowledged = (
            LedgerEntry.objects.filter(body__contains=made.rationale).values_list("sequence", flat=True).get()
        )
        print(acknowledged, flush=True)


def check():
    """Verify the ledger and check the claims; print what is said of both."""
    from django.core.management import call_command

    call_command("verify_ledger")
    call_command("check_claims")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
    django.setup()
    act, *numbers = sys.argv[1:]
    {"prepare": prepare, "contend": contend, "accept": accept, "decide": decide, "check": check}[act](
        *map(int, numbers)
    )
