from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot():
    """Give all reads within one snapshot of the database, without blocking writers.

    REPEATABLE READ on PostgreSQL, a deferred transaction on SQLite; within a transaction it does nothing.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with _deferred(), transaction.atomic():
            yield


@contextmanager
def _deferred():
    """Begin SQLite transactions as DEFERRED, without the write lock."""
    connection.ensure_connection()
    sqlite: Any = connection
    mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        sqlite.transaction_mode = mode
