"""Store on claims the counts and statuses that follow from other rows."""

from dataclasses import asdict, fields
from typing import Any

from django.db.models import QuerySet

from claims.models import Claim, Claimant
from claims.models.base import NaturalModel, in_chunks
from claims.rules.derived import Derived, derive
from claims.workflow.transaction import write_transaction

CLAIMS_PER_UPDATE = 1000
#: The columns that are compared, and what they are computed from.
COUNTED = ("claimant", *(field.name for field in fields(Derived)))


def recount(claims: QuerySet[Claim]) -> int:
    """Store the ``Derived`` fields of each of ``claims``, a queryset; return how many claims changed."""
    changed = 0
    for rows in in_chunks(claims.only(*COUNTED), CLAIMS_PER_UPDATE):
        derived = derive(rows)
        for claim in rows:
            values = asdict(derived[claim.pk])
            if any(getattr(claim, name) != value for name, value in values.items()):
                changed += Claim.objects.filter(pk=claim.pk).update(**values)
    return changed


@write_transaction()
def recount_around(claimant: Claimant) -> int:
    """Count anew every claim whose origins may hang on a claimant's stake or on what it is part of."""
    return recount(Claim.objects.hanging_on(claimant))


@write_transaction()
def mend(row: NaturalModel, values: dict[str, Any]) -> None:
    """Store ``values``, which follow from other rows, on ``row``."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)
