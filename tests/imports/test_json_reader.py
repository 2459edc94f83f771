"""Files that are broken, hostile or of another kind: a row error or a clear refusal, and nothing written."""

import gzip
import io
import json
import zipfile

import pytest

from claims.imports.decoding import MAX_LINE_BYTES, MAX_LIST_BYTES, MEGABYTE, RefusedFileError
from claims.imports.staging import examine
from claims.models import Batch, Claim, Claimant
from tests.imports.files import as_lines, as_list, changes, claimant_row, examined, reasons, row

pytestmark = pytest.mark.django_db


def zipped():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("file.json", "[]")
    return held.getvalue()


def refusal(content):
    with pytest.raises(RefusedFileError) as refused:
        examined(content)
    assert not Batch.objects.exists()
    assert not Claimant.objects.exists()
    return str(refused.value)


class TestWholeFiles:
    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "The file is empty."),
            (b"\n \n", "The file is empty."),
            (b"\xef\xbb\xbf", "The file is empty."),
            (zipped(), "This is a zip archive, not text."),
            (gzip.compress(b"[]"), "This is a gzip archive, not text."),
            (b"SQLite format 3\x00", "This is a database, not text."),
            ("[]".encode("utf-16")[:-1], "This is UTF-16, but not whole"),
            (b'[{"model": "claims.claimant", "x": "\xff"}]', "Line 1 is not UTF-8 text"),
            (b"<?xml version='1.0'?><django-objects/>", "This looks like XML or HTML, which is not accepted."),
            (b"- model: claims.claim\n  fields: {}", "This looks like YAML, which is not accepted."),
            (b"hello", "This is neither JSON nor a CSV that begins with its columns."),
            (b"[" * 100_000, "nested too deeply"),
            (as_list(claimant_row())[:-20], "it is not JSON, or the file is cut off"),
            (as_list(claimant_row())[:-1], "the list is cut off, or a comma is missing or too many."),
            (b"[{} {}]", "the list is cut off, or a comma is missing or too many."),
            (b"[\n{},\n]", "Line 2: the list is cut off, or a comma is missing or too many."),
            (b"[{}]\n[{}]", "Something follows the end of the list"),
            (b"{}\n" + b"x" * (MAX_LINE_BYTES + 1), "Line 2 is longer than 1 MB."),
            (b"[" + b" " * MAX_LIST_BYTES + b"]", "Line 1 is longer than 20 MB."),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_is_refused_and_says_why(self, content, says):
        assert says in refusal(content)

    def test_a_list_that_is_too_large(self, monkeypatch):
        monkeypatch.setattr("claims.imports.json_reader.MAX_LIST_BYTES", MEGABYTE)

        assert "A JSON list may have 1 MB at most" in refusal(b"[\n" + b"{},\n" * (MEGABYTE // 4))

    def test_too_many_rows(self, monkeypatch):
        monkeypatch.setattr("claims.imports.formats.MAX_FILE_ROWS", 2_000)

        assert "The file has more than 2,000 rows: split it." in refusal(b"{}\n" * 2_001)

    def test_a_byte_order_mark_is_no_fault(self):
        assert changes(examined(b"\xef\xbb\xbf" + as_list(claimant_row()))) == [("claimant", "army", "new")]

    def test_an_empty_list_holds_nothing(self):
        assert changes(examined(b"[ ]")) == []


class TestRows:
    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ('{"model": "claims.claimant", "fields": {"slug": "a\\u0000b"}}', "It holds a NUL character"),
            ('{"model": "claims.claimant", "fields": {"slug": "a\\ud800b"}}', "a lone surrogate"),
            ('{"model": "claims.claimant", "fields": {"a\\u0000b": ""}}', "It holds a NUL character"),
            ('{"model": "claims.claimant", "fields": {"slug": "a", "slug": "b"}}', "The key “slug” is there twice."),
            ('{"model": "claims.claimant", "model": "auth.user"}', "The key “model” is there twice."),
            ('{"model": "claims.quantity", "fields": {"best": NaN}}', "NaN is not a number that JSON knows."),
            ('{"model": "claims.quantity", "fields": {"best": -Infinity}}', "-Infinity is not a number"),
            ('{"model": "claims.quantity", "fields": {"best": 1e999}}', "A number is too large."),
            ('{"model": "claims.quantity", "fields": {"best": 9' + "9" * 5000 + "}}", "more than 18 digits"),
            ('{"model": "claims.place", "fields": {"note": ' + "[" * 20 + "]" * 20 + "}}", "nested too deeply"),
            ('{"model": "claims.place", "fields": ' + '{"a":' * 90_000, "nested too deeply"),
            ('{"model": "claims.claimant", "fields": {"slug": "a"}', "It is not JSON"),
            ("[1, 2]", "A row is an object with “model” and “fields”."),
            ('{"fields": {}}', "It names no model"),
            ('{"model": 7, "fields": {}}', "It names no model"),
            ('{"model": "claims.claimant", "fields": []}', "Its “fields” are no object."),
            ('{"model": "claims.claimant"}', "Its “fields” are no object."),
            ('{"model": "claims.claimant", "fields": {}}', "It has no key: slug."),
            ('{"model": "claims.claim", "fields": {"statement": "So."}}', "It has no key: reference."),
            ('{"model": "claims.claimant", "fields": {}, "pk": 4}', "pk: Rows are known by their natural keys."),
            ('{"model": "claims.claimant", "fields": {}, "more": 4}', "not more"),
        ],
        ids=lambda value: value[:40],
    )
    def test_one_bad_line_is_refused_alone(self, line, says):
        content = as_lines(claimant_row()) + b"\n" + line.encode() + b"\n\n" + as_lines(claimant_row("navy"))

        findings = examined(content)

        [(place, why)] = [(found.line, " ".join(found.reasons)) for found in findings.rows() if found.reasons]
        assert place == 2
        assert says in why
        assert [found.key for found in findings.rows() if not found.reasons] == ["army", "navy"]
        assert not Claimant.objects.exists()

    @pytest.mark.parametrize(
        "model",
        ["auth.user", "auth.group", "sessions.session", "claims.ledgerentry", "claims.batch", "claims.person", "x"],
    )
    def test_any_other_model_is_refused_by_name(self, model):
        assert reasons(as_list({"model": model, "fields": {"username": "root"}}))[0][1].startswith(
            f"A file may not hold {model}. It may hold claims.place, claims.claimant,"
        )

    def test_rows_of_a_list_know_their_lines(self):
        found = list(examined(b'[\n {"model": "a"},\n\n {"model":\n "b"}, {"model": "c"}]').rows())

        assert [each.line for each in found] == [2, 4, 5]

    def test_a_file_may_have_only_refused_rows(self):
        assert changes(examined(b'[1, "two"]')) == [("", "", "refused"), ("", "", "refused")]


class TestMemory:
    def test_long_files_stay_on_disk(self):
        import tracemalloc

        note = "x" * 100_000
        content = io.BytesIO(as_lines(*(row("nothing", note=note, number=number) for number in range(400))))
        tracemalloc.start()

        findings = examine(content, "long.jsonl")

        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert sum(findings.counts.values()) == 400
        assert len(content.getvalue()) > 40_000_000
        assert peak < 20_000_000

    def test_a_list_of_its_largest_size_is_read(self):
        content = as_list(*({"model": "x", "fields": {"note": "y" * 10_000}} for _ in range(1_500)))

        assert len(json.loads(content)) == sum(examined(content).counts.values())
        assert not Claim.objects.exists()
