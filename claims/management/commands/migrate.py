from django.core.management.commands import migrate

from claims.management.alone import alone


class Command(migrate.Command):
    def handle(self, *args, **options):
        """Migrate while nobody else does."""
        with alone("migrate"):
            super().handle(*args, **options)
