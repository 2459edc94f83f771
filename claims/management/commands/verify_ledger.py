from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.ledger.chain import digest, stamp
from claims.ledger.checkpoints import read
from claims.ledger.entries import decode
from claims.ledger.verification import Problem, verify
from claims.models import LedgerEntry

COLUMNS = ("sequence", "subject", "version", "act", "recorded_at", "previous_hash", "hash")


class Command(BaseCommand):
    help = "Check the ledger for any edit, gap, reorder, cut or rewrite: in the database, or in a downloaded file."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, help="a downloaded ledger (JSON Lines) instead of the database")
        parser.add_argument(
            "--checkpoint", type=Path, action="append", default=[], help="a signed checkpoint to hold it against"
        )
        parser.add_argument("--key", help="the public key (Base64) that must have signed the checkpoints")

    def handle(self, *, file, checkpoint, key, **options):
        checkpoints = [self._checkpoint(path, key) for path in checkpoint]
        columns: list[Problem] = []
        bodies = self._bodies_of_file(file) if file else self._bodies_of_database(columns)
        walk, problems = verify(bodies, checkpoints)
        problems = sorted([*problems, *columns], key=lambda problem: problem.sequence)
        for problem in problems:
            self.stdout.write(str(problem))
        held = f", held against {len(checkpoints)} checkpoint(s)" if checkpoints else ""
        if problems:
            raise CommandError(f"The ledger of {walk.size} entries is not whole{held}: {len(problems)} problem(s).")
        self.stdout.write(f"The ledger is whole{held}: {walk.size} entries, head {walk.head}")

    def _checkpoint(self, path, key):
        try:
            return read(path.read_text(), key)
        except OSError as error:
            raise CommandError(f"cannot read {path}: {error.strerror}.") from None
        except ValueError as error:
            raise CommandError(f"{path}: {error}") from None

    def _bodies_of_file(self, path):
        try:
            with path.open(encoding="utf-8", newline="\n") as file:
                for line in file:
                    yield line.removesuffix("\n")
        except OSError as error:
            raise CommandError(f"cannot read {path}: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{path} is not UTF-8 text.") from None

    def _bodies_of_database(self, problems):
        """Yield the bodies; append to ``problems`` where a row's columns differ from its body."""
        rows = LedgerEntry.objects.order_by("sequence").values_list("body", *COLUMNS, named=True)
        for row in rows.iterator(chunk_size=2000):
            wrong = [name for name, said in _said_by(row.body).items() if said != _column(row, name)]
            if wrong:
                problems.append(Problem(row.sequence, f"its columns {', '.join(wrong)} do not say what its body says."))
            yield row.body


def _said_by(body):
    """Return the values that a row's columns should have for its body; of an invalid body the hash alone."""
    try:
        entry = decode(body)
    except ValueError:
        return {"hash": digest(body)}
    named = {name: entry[name] for name in ("sequence", "subject", "version", "act")}
    return {**named, "recorded_at": entry["at"], "previous_hash": entry["previous"], "hash": digest(body)}


def _column(row, name):
    return stamp(row.recorded_at) if name == "recorded_at" else getattr(row, name)
