"""What every file says of itself."""

from typing import NamedTuple

from django.conf import settings

from claims.ledger.chain import GENESIS, stamp
from claims.models import LedgerEntry


class Heading(NamedTuple):
    """Where a file comes from, under which licence, and the newest entry of the ledger when it was begun."""

    address: str
    sequence: int
    hash: str
    recorded_at: str | None
    as_of: str | None = None

    @property
    def told(self):
        return {
            "source": settings.SITE_NAME,
            "address": self.address,
            "licence": {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL},
            "ledger_head": {"sequence": self.sequence, "hash": self.hash, "recorded_at": self.recorded_at},
            "as_of": self.as_of,
        }

    @property
    def columns(self):
        """What each line of a table repeats, for a table has no other place for it."""
        return {
            "licence": settings.DATA_LICENCE_URL,
            "ledger_sequence": self.sequence,
            "ledger_hash": self.hash,
            "as_of": self.as_of,
        }


def heading(address, as_of=None):
    """Return the heading of a file taken now from ``address``."""
    newest = LedgerEntry.objects.defer("body").newest()
    if newest is None:
        return Heading(address, 0, GENESIS, None, as_of)
    return Heading(address, newest.sequence, newest.hash, stamp(newest.recorded_at), as_of)
