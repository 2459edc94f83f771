"""When guards go down and up: around migrations; and what names those that are missing."""

from django.core.checks import Error
from django.db import DEFAULT_DB_ALIAS, connections

from claims.ledger import triggers


def teach_new_connection(sender, connection, **kwargs):
    triggers.teach(connection)


def before_migrating(sender, using, **kwargs):
    triggers.take_down(connections[using])


def after_migrating(sender, using, **kwargs):
    """Put guards up once all guarded tables are there (migrating back past the ledger leaves none)."""
    connection = connections[using]
    if set(triggers.names(connection.vendor).values()) <= set(connection.introspection.table_names()):
        triggers.put_up(connection)


def guards_are_up(app_configs, databases, **kwargs):
    """System check: every guard stands on the database."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        if alias == DEFAULT_DB_ALIAS and "claims_ledgerentry" in tables and (gone := triggers.missing(connection)):
            hint = "Run manage.py migrate, which puts them up; then verify_ledger, since they were down."
            found.append(Error(f"Guards of the ledger are missing: {', '.join(gone)}.", hint=hint, id="claims.E001"))
    return found
