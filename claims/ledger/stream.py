from collections.abc import Iterator

from claims.models import LedgerEntry

ENTRIES_PER_CHUNK = 500


def bodies(until: int) -> Iterator[str]:
    """Yield the bodies of the ledger's entries up to number ``until``, one a line, oldest first, some at a time."""
    last = 0
    while last < until:
        after = LedgerEntry.objects.filter(sequence__gt=last, sequence__lte=until).order_by("sequence")
        chunk = list(after.values_list("sequence", "body")[:ENTRIES_PER_CHUNK])
        if not chunk:
            return
        yield "".join(f"{body}\n" for _sequence, body in chunk)
        last = chunk[-1][0]
