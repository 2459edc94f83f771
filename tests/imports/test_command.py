"""``manage.py load_claims``: what it says first, and what it then writes."""

import hashlib
import io

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.imports.accept import accept
from claims.models import Batch, BatchRow, Claim, Claimant
from tests.factories import make_claim, make_editor, make_reviewer
from tests.imports.files import as_lines, as_list, citation_row, claim_row, claimant_row, make_ground, source_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def write(*rows, name="record.json", content=None):
        path = tmp_path / name
        path.write_bytes(as_list(*rows) if content is None else content)
        return path

    return write


def run(*paths, **options):
    said = io.StringIO()
    call_command("load_claims", *paths, stdout=said, **options)
    return said.getvalue()


def refusal(*paths, **options):
    said = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("load_claims", *paths, stdout=said, **options)
    return str(refused.value), said.getvalue()


class TestReport:
    def test_it_counts_and_shows_differences_and_writes_nothing_on_a_dry_run(self, file):
        claimant, _source = make_ground()
        make_claim(reference="X-1", claimant=claimant, statement="Before.")
        path = file(claimant_row(), claim_row(), claim_row("X-2"))

        said = run(path, dry_run=True)

        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert said.splitlines() == [
            f"record.json  SHA-256 {digest}",
            "  claims.claimant: 0 new, 0 changed, 1 same, 0 refused",
            "  claims.claim: 1 new, 1 changed, 0 same, 0 refused",
            "Changed, line 10: claims.claim X-1",
            "    statement: Before. -> The army is in the town.",
        ]
        assert not Batch.objects.exists()

    def test_refused_rows_are_told_with_line_field_and_reason(self, file):
        path = file(claimant_row(), claimant_row("navy", kind="robots"), {"model": "auth.user", "fields": {}}, 7)

        error, said = refusal(path, dry_run=True)

        assert error == "3 rows were refused: see above."
        assert "Refused, line 10: claims.claimant navy: kind: Value 'robots' is not a valid choice." in said
        assert "Refused, line 18: auth.user: A file may not hold auth.user. It may hold claims.place" in said
        assert "Refused, line 22: A row is an object with “model” and “fields”." in said
        assert "  auth.user: 1 refused\n" in said
        assert not Batch.objects.exists()

    def test_the_rest_of_a_file_with_refused_rows_waits_for_review(self, file):
        error, _said = refusal(file(claimant_row(), claimant_row("navy", kind="robots")))

        assert error == "1 row was refused: see above."
        assert list(BatchRow.objects.values_list("key", "change")) == [("army", "new"), ("navy", "refused")]


class TestBatch:
    def test_it_waits_with_its_provenance(self, file):
        loader = make_editor(username="eddy")
        path = file(claimant_row(), name="autumn.json")

        said = run(path, name="Autumn record", by="eddy")

        batch = Batch.objects.get()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert (batch.name, batch.file_name, batch.sha256) == ("Autumn record", "autumn.json", digest)
        assert (batch.loaded_by, batch.state) == (loader, "in_review")
        assert f"Batch {batch.pk}, “Autumn record”, waits for review" in said
        assert not Claimant.objects.exists()

    def test_the_same_file_twice_makes_one_batch(self, file):
        path = file(claimant_row())
        run(path)

        waits = run(path)
        accept(Batch.objects.get(), by=make_reviewer())
        recorded = run(path)

        assert "Nothing new: this file waits already as batch" in waits
        assert "Nothing new: no batch was made." in recorded
        assert Batch.objects.count() == 1

    def test_files_are_examined_together(self, file):
        first = file(claimant_row(), name="first.json")
        second = file(name="second.jsonl", content=as_lines(claim_row()))

        run(first, second, dry_run=True)
        run(first, second)

        assert list(BatchRow.objects.values_list("batch__name", "key", "change").order_by("pk")) == [
            ("first.json", "army", "new"),
            ("second.jsonl", "X-1", "new"),
        ]

    def test_accept_publishes_in_the_name_of_a_reviewer(self, file):
        reviewer = make_reviewer(username="rita")
        path = file(claimant_row(), source_row(), claim_row(), citation_row())

        said = run(path, accept=True, by="rita")

        batch = Batch.objects.get()
        assert "Accepted 4 rows." in said
        assert (batch.loaded_by, batch.state, batch.rows.first().decided_by) == (None, "decided", reviewer)
        assert Claim.objects.get().publication == "published"

    def test_what_acceptance_refuses_is_told(self, file):
        make_reviewer(username="rita")

        error, said = refusal(file(claimant_row(), claim_row()), accept=True, by="rita")

        assert error == "1 row was refused: see above."
        assert "Not accepted, line 10: claims.claim X-1: X-1 needs at least one citation" in said
        assert Batch.objects.get().state == "in_review"

    def test_an_editor_cannot_accept(self, file):
        make_editor(username="eddy")

        error, _said = refusal(file(claimant_row()), accept=True, by="eddy")

        assert error == "eddy may not decide on batches."
        assert not Claimant.objects.exists()


class TestUse:
    @pytest.mark.parametrize(
        ("options", "says"),
        [
            ({"accept": True}, "--accept needs --by USERNAME, a reviewer, and no --dry-run."),
            ({"accept": True, "by": "rita", "dry_run": True}, "--accept needs --by USERNAME"),
            ({"by": "nobody"}, "there is no active account nobody."),
        ],
    )
    def test_options_that_do_not_fit_are_told(self, file, options, says):
        assert says in refusal(file(claimant_row()), **options)[0]

    def test_no_file_is_told(self):
        assert refusal()[0] == "name a file to load."

    def test_a_missing_file_and_a_folder_are_told(self, tmp_path):
        assert refusal(tmp_path / "none.json")[0].endswith("none.json: cannot be read: No such file or directory.")
        assert refusal(tmp_path)[0].endswith("cannot be read: Is a directory.")

    def test_a_file_that_cannot_be_read_is_told(self, file):
        path = file(name="packed.json", content=b"PK\x03\x04rest")

        assert "packed.json: This is a zip archive, not text." in refusal(path)[0]
        assert not Batch.objects.exists()

    def test_the_header_of_a_csv_is_printed(self):
        assert run(csv_header=True).startswith("reference,claimant,statement,kind,")


class TestFixturesThatComeAlong:
    def test_both_are_new_to_an_empty_database(self):
        fixtures = settings.BASE_DIR / "fixtures"

        said = run(fixtures / "kidal_offensive.json", fixtures / "kidal_public_record.json", dry_run=True)

        assert "claims.claim: 66 new, 0 changed, 0 same, 0 refused" in said
        assert "Refused" not in said
