"""The public record, loaded over the published article: accepted it is public, rolled back the article stands again."""

import io
import json

import pytest
from django.conf import settings
from django.core.management import call_command

from claims import workflow
from claims.imports.accept import accept
from claims.imports.rollback import roll_back
from claims.ledger.snapshots import bare, claim_states
from claims.models import Claim, ClaimLink
from claims.workflow.audit import breaches
from tests.factories import make_editor, make_reviewer
from tests.imports.files import staged

ARTICLE = settings.BASE_DIR / "fixtures" / "kidal_offensive.json"
RECORD = settings.BASE_DIR / "fixtures" / "kidal_public_record.json"
#: Claims of the article that the record changes, and claims that it adds.
CHOSEN = {f"KO-{number:03}" for number in (*range(9, 15), *range(67, 75))}
OF_CLAIMS = ("reference", "claim", "first", "second")

pytestmark = pytest.mark.django_db


def chosen_rows():
    """Return the rows of the record about the chosen claims, and all that are about none."""
    rows = json.loads(RECORD.read_text(encoding="utf-8"))
    return [row for row in rows if _about(row["fields"]) <= CHOSEN]


def _about(fields):
    named = [fields[name] for name in OF_CLAIMS if name in fields]
    return {name[0] if isinstance(name, list) else name for name in named}


@pytest.fixture
def article():
    editor = make_editor()
    call_command("loaddata", ARTICLE, verbosity=0)
    for claim in Claim.objects.filter(reference__in=CHOSEN):
        workflow.publish(claim, by=editor)
    workflow.recount(Claim.objects.all())


def test_it_is_loaded_made_public_and_taken_back(article):
    before = {pk: bare(state) for pk, state in claim_states(Claim.objects.published()).items()}
    batch = staged(*chosen_rows(), name="Public record")

    decision = accept(batch, by=make_reviewer())

    assert decision.refusals == []
    assert batch.rows.filter(change="changed", model="claims.claim").count() > 3
    assert set(Claim.objects.published().values_list("reference", flat=True)) == CHOSEN
    assert ClaimLink.objects.public().exists()
    assert list(breaches()) == []

    roll_back(batch, by=make_reviewer())

    after = {pk: bare(state) for pk, state in claim_states(Claim.objects.published()).items()}
    for state in after.values():
        state.pop("assessment")
    for state in before.values():
        state.pop("assessment")
    assert after == before
    assert list(breaches()) == []
    call_command("verify_ledger", stdout=io.StringIO())
