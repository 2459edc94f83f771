from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class ClaimsConfig(AppConfig):
    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Claims"

    def ready(self):
        """Install the ledger's triggers by signals: Django has no other hook around migrations and connections."""
        from claims.ledger.triggers import signals

        connection_created.connect(signals.prepare_connection)
        pre_migrate.connect(signals.before_migrating, sender=self)
        post_migrate.connect(signals.after_migrating, sender=self)
        register(signals.guards_are_installed, Tags.database)
