"""Keep the search index current when the name of a claimant, event or place changes."""

from modelsearch.backends import get_search_backend

from claims.models import Claim, Claimant, Event, Place
from claims.models.base import NaturalModel, in_chunks
from claims.workflow.transaction import write_transaction

CLAIMS_PER_UPDATE = 500
#: What of a row is indexed with its claims: the claim's field that names the row, and the row's own.
NAMES: dict[type[NaturalModel], tuple[str, tuple[str, ...]]] = {
    Claimant: ("claimant", ("name", "short_name", "aliases")),
    Event: ("event", ("title",)),
    Place: ("place", ("name",)),
}


@write_transaction()
def save_named(row: NaturalModel) -> None:
    """Save a row that claims may be found by; where its names changed, index those claims anew."""
    column, names = NAMES.get(type(row), ("", ()))
    stood = type(row)._default_manager.filter(pk=row.pk).values_list(*names).first() if names and row.pk else None
    row.save()
    if stood and stood != tuple(getattr(row, name) for name in names):
        backend = get_search_backend()
        for claims in in_chunks(Claim.get_indexed_objects().filter(**{column: row}), CLAIMS_PER_UPDATE):
            backend.add_bulk(Claim, claims)
