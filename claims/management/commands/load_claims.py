import os
import textwrap
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter

from claims.choices import RowChange
from claims.imports.accept import accept, sentences
from claims.imports.csv_reader import CITATION, CLAIM, NEEDED, QUANTITY, header
from claims.imports.decide import TO_DECIDE
from claims.imports.decoding import RefusedFileError
from claims.imports.schema import MODELS, said
from claims.imports.staging import examine, stage, waiting_batch

HELP = (
    "Load fixtures or CSVs for review: say what each would change, then make a batch that a reviewer decides on.",
    "A file is a Django fixture with natural keys, as JSON or JSON Lines, or a CSV with one row a claim. It may hold "
    f"{', '.join(name.removeprefix('claims.') for name in MODELS)}; anything else is refused by name. "
    "Nothing reaches a claim before its row is accepted. Exit 1 where a file or a row was refused.",
    f"Columns of a CSV. The claim: {', '.join(CLAIM)}; {', '.join(NEEDED)} are needed. "
    f"One citation: {', '.join(CITATION)}. One figure: {', '.join(QUANTITY)}. "
    "Claimant, event, question, place and source hold the slug of a recorded row, supersedes a reference.",
)


class FilledFormatter(DjangoHelpFormatter):
    """Help formatter that keeps the line breaks of the description."""

    def _fill_text(self, text, width, indent):
        return text


class Command(BaseCommand):
    help = "\n\n".join(textwrap.fill(paragraph, 100) for paragraph in HELP)

    def create_parser(self, *args, **kwargs):
        parser = super().create_parser(*args, **kwargs)
        parser.formatter_class = FilledFormatter
        return parser

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a .json, .jsonl or .csv file")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
        parser.add_argument("--name", default="", help="what the batch is called (default: the name of the file)")
        parser.add_argument("--by", metavar="USERNAME", help="who loads it; with --accept, the reviewer who accepts it")
        parser.add_argument("--accept", action="store_true", help="accept every row at once, in the name of --by")
        parser.add_argument("--csv-header", action="store_true", help="print the columns of a CSV, and do nothing else")

    def handle(self, *, files, dry_run, name, by, accept, csv_header, **options):
        if csv_header:
            self.stdout.write(header())
            return
        if not files:
            raise CommandError("name a file to load.")
        if accept and (dry_run or not by):
            raise CommandError("--accept needs --by USERNAME, a reviewer, and no --dry-run.")
        person = _person(by) if by else None
        known: dict = {}
        refused = 0
        for path in files:
            findings = self._examine(path, known)
            refused += findings.number(RowChange.REFUSED)
            if not dry_run:
                refused += self._stage(findings, name or path.name, person, accept)
        if refused:
            raise CommandError(f"{refused} {'row was' if refused == 1 else 'rows were'} refused: see above.")

    def _examine(self, path, known):
        try:
            with path.open("rb") as file:
                findings = examine(file, os.fsencode(path.name).decode(errors="replace"), known)
        except OSError as error:
            raise CommandError(f"{path}: cannot be read: {error.strerror}.") from None
        except RefusedFileError as error:
            raise CommandError(f"{path}: {error}") from None
        self._report(findings)
        return findings

    def _report(self, findings):
        self.stdout.write(f"{findings.file_name}  SHA-256 {findings.sha256}")
        for model in (*MODELS, ""):
            counts = [(change.label.lower(), findings.counts[model, change]) for change in RowChange]
            if any(number for _label, number in counts):
                words = ", ".join(f"{number} {label}" for label, number in counts)
                self.stdout.write(f"  {model or 'unreadable'}: {words}")
        for model in sorted({model for model, _change in findings.counts} - {*MODELS, ""}):
            self.stdout.write(f"  {model}: {findings.counts[model, RowChange.REFUSED]} refused")
        for row in findings.rows():
            named = " ".join(filter(None, (f"line {row.line}:", row.model, row.key)))
            if row.change == RowChange.REFUSED:
                for reason in row.reasons:
                    self.stdout.write(f"Refused, {named.removesuffix(':')}: {reason}")
            elif row.change == RowChange.CHANGED:
                self.stdout.write(f"Changed, {named}")
                for name, (stood, stands) in row.differences.items():
                    self.stdout.write(f"    {name}: {said(stood)} -> {said(stands)}")

    def _stage(self, findings, name, person, accepting):
        """Stage a batch and, where ``accepting``, accept it; return the number of rows that were refused."""
        if not findings.number(*TO_DECIDE):
            self.stdout.write("Nothing new: no batch was made.")
            return 0
        if there := waiting_batch(findings):
            self.stdout.write(f"Nothing new: this file waits already as batch {there.pk}, “{there}”.")
            return 0
        try:
            batch = stage(findings, name=name, by=None if accepting else person)
        except ValidationError as error:
            raise CommandError(f"--name: {' '.join(sentences(error))}") from None
        self.stdout.write(f"Batch {batch.pk}, “{batch}”, waits for review: /admin/claims/batch/{batch.pk}/change/")
        return self._accept(batch, person) if accepting else 0

    def _accept(self, batch, person):
        try:
            decision = accept(batch, by=person)
        except (ValidationError, PermissionDenied) as error:
            raise CommandError(" ".join(sentences(error))) from None
        self.stdout.write(" ".join([f"Accepted {decision.accepted} rows.", *decision.told_of_others]))
        for row, reasons in decision.refusals:
            self.stdout.write(f"Not accepted, line {row.line}: {row}: {' '.join(reasons)}")
        return len(decision.refusals)


def _person(username):
    users = get_user_model().objects.filter(username=username, is_active=True)
    if person := users.first():
        return person
    raise CommandError(f"there is no active account {username}.")
