"""Heading of every download: source, licence and ledger head."""

from typing import NamedTuple

from django.conf import settings

from claims.ledger.chain import GENESIS, stamp
from claims.models import LedgerEntry


class Heading(NamedTuple):
    """URL of a file, and the ledger's newest entry when it was begun."""

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
        """Return the columns that each row of a CSV repeats, since a CSV has no other place for them."""
        return {
            "licence": settings.DATA_LICENCE_URL,
            "ledger_sequence": self.sequence,
            "ledger_hash": self.hash,
            "as_of": self.as_of,
        }


def heading(address, as_of=None):
    """Return the heading of a file requested now at ``address``. 1 query."""
    newest = LedgerEntry.objects.defer("body").newest()
    if newest is None:
        return Heading(address, 0, GENESIS, None, as_of)
    return Heading(address, newest.sequence, newest.hash, stamp(newest.recorded_at), as_of)
