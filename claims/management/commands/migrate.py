from django.core.management.commands import migrate

from claims.management.alone import alone


class Command(migrate.Command):
    def handle(self, *args, **options):
        """Migrate under a lock, so that concurrent processes wait."""
        with alone("migrate"):
            super().handle(*args, **options)
