"""What waits for a reviewer, and its pages."""

from claims import workflow
from claims.models import Batch
from tests.factories import (
    make_citation,
    make_claim,
    make_editor,
    make_published,
)

QUEUE = "/admin/claims/claim/queue/"


def make_proposed(by=None, claim=None):
    claim = claim or make_published()
    make_citation(claim, bearing="supports")
    return workflow.assess(
        claim, status="corroborated", credibility="2", rationale="Two reports.", by=by or make_editor()
    )


def make_in_review(**kwargs):
    claim = make_claim(**kwargs)
    make_citation(claim)
    return workflow.send_to_review(claim, by=make_editor())


def make_correction(**kwargs):
    return workflow.request_correction(make_published(), **{"message": "The day is wrong.", **kwargs})


def make_batch(by=None):
    return Batch.objects.create(name="Loaded", file_name="a.json", sha256="0" * 64, loaded_by=by or make_editor())


def kinds(response):
    return [(row.kind, row.pk) for row in response.context["rows"]]


def page_of(row, name="decide"):
    return f"/admin/claims/{row._meta.model_name}/{row.pk}/{name}/"


def refusals(response):
    return list(response.context["form"].non_field_errors())
