"""Triggers that keep history from being changed silently, on both databases, past the ORM and the shell too.

SQLite drops a table's triggers when a migration rebuilds it; so guards are dropped before migrating and installed
after it, and a system check names those that are missing.
"""

import re
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from claims.ledger.chain import digest

SCRIPTS = Path(__file__).parent
#: How far an entry's time may lie from the database's clock, in minutes.
SKEW_MINUTES = 5


def statements(vendor: str, skew_minutes: int = SKEW_MINUTES) -> list[str]:
    """Return the SQL statements that install every guard on a database of ``vendor``."""
    script = (SCRIPTS / f"{vendor}.sql").read_text().replace("{skew_minutes}", str(skew_minutes))
    return [statement.strip() for statement in script.split(";;") if statement.strip()]


def names(vendor: str) -> dict[str, str]:
    """Return ``{trigger: table}`` of every guard."""
    found = {}
    for statement in statements(vendor):
        match = re.search(r"CREATE TRIGGER (\w+) .*? ON (\w+)", statement, re.DOTALL)
        if match:
            found[match[1]] = match[2]
    return found


def install(connection: BaseDatabaseWrapper, skew_minutes: int = SKEW_MINUTES) -> None:
    """Install every guard, anew where it is there."""
    drop(connection)
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor, skew_minutes):
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Drop every guard; for migrations, which rebuild tables."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "sqlite":
            for trigger in installed(connection):
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(trigger)}")
            return
        for trigger, table in names(connection.vendor).items():
            if table in tables:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
        for function in re.findall(r"CREATE FUNCTION (\w+\([^)]*\))", "\n".join(statements(connection.vendor))):
            cursor.execute(f"DROP FUNCTION IF EXISTS {function}")


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the guards on the database."""
    ask = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'claims_guard_%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'claims_guard_%' AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(ask[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    return sorted(set(names(connection.vendor)) - installed(connection))


def register_functions(connection: BaseDatabaseWrapper) -> None:
    """Register on a SQLite connection the hash that its guards reckon with."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("claims_sha256", 1, digest, deterministic=True)
