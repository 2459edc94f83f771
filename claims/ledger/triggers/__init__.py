"""Triggers that keep history from being changed silently, on both databases, past the ORM and the shell too.

SQLite drops a table's triggers when a migration rebuilds it; so guards are taken down before migrating and put up
after it, and a system check names those that are missing.
"""

import re
from pathlib import Path

from claims.ledger.chain import digest

SCRIPTS = Path(__file__).parent
#: How far an entry's time may lie from the database's clock, in minutes.
SKEW_MINUTES = 5


def statements(vendor, skew_minutes=SKEW_MINUTES):
    """Return the SQL statements that put up every guard on a database of ``vendor``."""
    script = (SCRIPTS / f"{vendor}.sql").read_text().replace("{skew_minutes}", str(skew_minutes))
    return [statement.strip() for statement in script.split(";;") if statement.strip()]


def names(vendor):
    """Return ``{trigger: table}`` of every guard."""
    found = {}
    for statement in statements(vendor):
        match = re.search(r"CREATE TRIGGER (\w+) .*? ON (\w+)", statement, re.DOTALL)
        if match:
            found[match[1]] = match[2]
    return found


def put_up(connection, skew_minutes=SKEW_MINUTES):
    """Put up every guard, anew where it is there."""
    take_down(connection)
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor, skew_minutes):
            cursor.execute(statement)


def take_down(connection):
    """Take down every guard; for migrations, which rebuild tables."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "sqlite":
            for trigger in standing(connection):
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(trigger)}")
            return
        for trigger, table in names(connection.vendor).items():
            if table in tables:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
        for function in re.findall(r"CREATE FUNCTION (\w+\([^)]*\))", "\n".join(statements(connection.vendor))):
            cursor.execute(f"DROP FUNCTION IF EXISTS {function}")


def standing(connection):
    """Return the names of the guards that are up."""
    ask = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'claims_guard_%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'claims_guard_%' AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(ask[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def missing(connection):
    return sorted(set(names(connection.vendor)) - standing(connection))


def teach(connection):
    """Give a SQLite connection the hash that its guards reckon with."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("claims_sha256", 1, digest, deterministic=True)
