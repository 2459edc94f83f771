import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.ledger import chain
from claims.ledger.checkpoints import Checkpoint, sign, signing_key


class Command(BaseCommand):
    help = "Write a signed note of the ledger's size and head. Keep it where the database's owner cannot reach it."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="where to write it (default: standard output)")

    def handle(self, *, file, **options):
        size, head = chain.head()
        checkpoint = Checkpoint(settings.LEDGER_ORIGIN, size, head, chain.stamp(timezone.now()))
        note = sign(checkpoint, self._key(Path(settings.VAR_DIR, "checkpoint_key")))
        if file is None:
            self.stdout.write(note, ending="")
            return
        try:
            file.write_text(note)
        except OSError as error:
            raise CommandError(f"cannot write {file}: {error.strerror}.") from None
        sys.stderr.write(f"Checkpoint of {size} entries written to {file}.\n")

    def _key(self, path):
        try:
            return signing_key(path)
        except OSError as error:
            raise CommandError(f"cannot read or make {path}: {error.strerror}.") from None
        except ValueError as error:
            raise CommandError(f"{path}: {error}") from None
