from django.core.management.base import BaseCommand, CommandError

from claims.workflow import mend
from claims.workflow.audit import breaches


class Command(BaseCommand):
    help = "Check the rules that SQL cannot hold over the whole database: a line per breach, exit 1 if there is any."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="mend counts, statuses and bounds that other rows say")

    def handle(self, *, fix, **options):
        left = 0
        for breach in breaches():
            mended = False
            if fix and breach.row and breach.fix is not None:
                mend(breach.row, breach.fix)
                mended = True
            left += not mended
            self.stdout.write(f"{breach}{' Mended.' if mended else ''}")
        if left:
            raise CommandError(
                f"{left} {'breach' if left == 1 else 'breaches'} to mend by hand." if fix else f"{left} found."
            )
