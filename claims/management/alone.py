"""Lock that lets one process at a time run a command; others wait and say so."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Hold the lock ``name``: an advisory lock on PostgreSQL, else a lock file in ``VAR_DIR``.

    Raises CommandError where the file cannot be written.
    """
    if "mode=memory" in str(connection.settings_dict["NAME"]):  # an in-memory database belongs to one process
        yield
        return
    with _database_lock(name) if connection.vendor == "postgresql" else _file_lock(name):
        yield


@contextmanager
def _file_lock(name):
    path = Path(settings.VAR_DIR, f"{name}.lock")
    try:
        file = path.open("w")
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror}.") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say_waiting(name)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _database_lock(name):
    key = int.from_bytes(name.encode()[:7])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            _say_waiting(name)
            cursor.execute("SELECT pg_advisory_lock(%s)", [key])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _say_waiting(name):
    sys.stderr.write(f"Another {name} is at work here; waiting until it is done.\n")
    sys.stderr.flush()
