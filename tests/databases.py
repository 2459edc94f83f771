"""A database for processes that a test starts, of the kind that the suite runs on."""

import os
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction


@contextmanager
def database(folder):
    """Make an empty database, on SQLite in ``folder``; give its address, and drop it afterwards."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{folder}/other.sqlite3"
        return
    import psycopg

    name = f"counterclaim_{os.getpid()}_{os.urandom(4).hex()}"
    server = {
        "host": default["HOST"],
        "port": default["PORT"],
        "user": default["USER"],
        "password": default["PASSWORD"],
    }
    server = {key: value for key, value in server.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            secret = f":{server['password']}" if "password" in server else ""
            yield f"postgres://{server['user']}{secret}@{server['host']}:{server.get('port', 5432)}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def outer_transaction():
    """Take back whatever is written, after any number of tests, whose own transactions are savepoints within it."""
    outer = transaction.atomic()
    outer._from_testcase = True  # as Django's TestCase says it, so that durable blocks may be within
    with outer:
        yield
        transaction.set_rollback(True)
