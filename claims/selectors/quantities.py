from collections import defaultdict

from claims.models import Quantity


def quantities_of(claims):
    """Return ``{claim id: its quantities}``, each with ``claim`` set. One query."""
    by_pk = {claim.pk: claim for claim in claims}
    found = defaultdict(list)
    for quantity in Quantity.objects.of(by_pk):
        quantity.claim = by_pk[quantity.claim_id]
        found[quantity.claim_id].append(quantity)
    return found
