"""Drop guards before migrations and install them afterwards; name those that are missing."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from claims.ledger import triggers


def prepare_connection(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    triggers.register_functions(connection)


def before_migrating(sender: Any, using: str, **kwargs: Any) -> None:
    triggers.drop(connections[using])


def after_migrating(sender: Any, using: str, **kwargs: Any) -> None:
    """Install guards once all guarded tables are there (migrating back past the ledger leaves none)."""
    connection = connections[using]
    if set(triggers.names(connection.vendor).values()) <= set(connection.introspection.table_names()):
        triggers.install(connection)


def guards_are_installed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """System check: every guard stands on the database."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        if alias == DEFAULT_DB_ALIAS and "claims_ledgerentry" in tables and (gone := triggers.missing(connection)):
            hint = "Run manage.py migrate, which installs them; then verify_ledger, since they were missing."
            found.append(Error(f"Guards of the ledger are missing: {', '.join(gone)}.", hint=hint, id="claims.E001"))
    return found
