"""Days of the past: decisions that were made then."""

from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import connection

from claims.ledger import chain, triggers


@contextmanager
def on(day):
    """Make decisions at noon (UTC) of a day, as the ledger has it."""
    moment = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain, "timezone", SimpleNamespace(now=lambda: moment))
        yield


def let_any_day():
    """Let entries carry any time that does not go back behind the one before."""
    triggers.install(connection, skew_minutes=10**7)


@pytest.fixture
def any_day(db):
    let_any_day()
