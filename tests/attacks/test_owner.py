"""Ways to rewrite history as the database's owner, with the guards off. ``verify_ledger`` finds each.

The last three a chain alone cannot show: a checkpoint kept elsewhere does.
"""

import json
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from claims.ledger import chain, triggers
from claims.models import LedgerEntry
from tests.factories import make_link, make_published, make_verdict


def verified(*arguments, **options):
    """Return what verify_ledger says, and whether it holds the ledger for whole."""
    out = StringIO()
    try:
        call_command("verify_ledger", *arguments, stdout=out, **options)
    except CommandError as error:
        return f"{out.getvalue()}{error}", False
    return out.getvalue(), True


def rewrite(**changes):
    """Change the body of entry 2."""
    entry = LedgerEntry.objects.get(sequence=2)
    return chain.canonical({**json.loads(entry.body), **changes})


def put(number, /, **columns):
    LedgerEntry.objects.filter(sequence=number).update(**columns)


def chain_anew(start):
    """Reckon every hash from ``start`` on anew, as a careful forger would."""
    previous = LedgerEntry.objects.get(sequence=start - 1).hash if start > 1 else chain.GENESIS
    for entry in LedgerEntry.objects.filter(sequence__gte=start).order_by("sequence"):
        body = chain.canonical({**json.loads(entry.body), "previous": previous, "sequence": entry.sequence})
        put(entry.sequence, body=body, previous_hash=previous, hash=chain.digest(body))
        previous = chain.digest(body)


@pytest.fixture(scope="module")
def signed(rows_of_module, tmp_path_factory):
    """Five entries, and a folder with a checkpoint of them and the key that signed it."""
    folder = tmp_path_factory.mktemp("signed")
    first, second = make_published(reference="KO-1"), make_published(reference="KO-2")
    make_link(first, second)
    make_verdict(first, "inconclusive")
    make_published(reference="KO-3")
    with override_settings(VAR_DIR=folder):
        call_command("sign_checkpoint", folder / "note")
    triggers.drop(connection)
    return folder


@pytest.fixture
def history(db, signed, tmp_path, settings):
    """The guards are off; return the checkpoint."""
    settings.VAR_DIR = shutil.copytree(signed, tmp_path / "var")
    return settings.VAR_DIR / "note"


class TestControl:
    def test_an_untouched_ledger_is_whole(self, history):
        said, whole = verified(checkpoint=[history])

        assert (said.strip(), whole) == (
            f"The ledger is whole, held against 1 checkpoint(s): 5 entries, head {chain.head()[1]}",
            True,
        )

    def test_one_that_grew_since_is_whole(self, history):
        triggers.install(connection)
        make_published()

        assert verified(checkpoint=[history])[1]


class TestTheChainShows:
    def found(self, sentence, start=2):
        said, whole = verified()
        assert not whole
        assert f"from entry {start} on: " in said
        assert sentence in said

    def test_an_edited_text(self, history):
        put(2, body=rewrite(reason="x"))
        self.found("its columns hash do not say what its body says")
        self.found("it does not continue the entry before it", start=3)

    def test_an_edited_text_with_its_own_hash(self, history):
        body = rewrite(reason="x")
        put(2, body=body, hash=chain.digest(body))
        self.found("it does not continue the entry before it", start=3)

    def test_another_time_in_the_column(self, history):
        put(2, recorded_at="2020-01-01T00:00:00Z")
        self.found("its columns recorded_at do not say")

    def test_another_subject_in_the_column(self, history):
        put(2, subject="KO-9")
        self.found("its columns subject do not say")

    def test_an_entry_taken_out(self, history):
        LedgerEntry.objects.filter(sequence=2).delete()
        self.found("it calls itself 3: an entry is missing")

    def test_an_entry_taken_out_and_the_rest_renumbered(self, history):
        LedgerEntry.objects.filter(sequence=2).delete()
        for sequence in (3, 4, 5):
            put(sequence, sequence=sequence - 1)
        self.found("an entry is missing, added or out of order")

    def test_two_entries_exchanged(self, history):
        two, three = (LedgerEntry.objects.get(sequence=number).body for number in (2, 3))
        put(2, body=three)
        put(3, body=two)
        self.found("it calls itself 3")

    def test_an_entry_added_at_the_end(self, history):
        body = rewrite(sequence=6, subject="KO-9")
        row = LedgerEntry.objects.get(sequence=5)
        LedgerEntry.objects.create(
            sequence=6, subject="KO-9", version=2, act="publish", recorded_at=row.recorded_at, body=body,
            previous_hash=row.hash, hash=chain.digest(body),
        )  # fmt: skip
        self.found("it does not continue the entry before it", start=6)

    def test_a_backdated_entry(self, history):
        put(5, body=chain.canonical({**json.loads(LedgerEntry.objects.get(sequence=5).body), "at": "2020"}))
        chain_anew(5)
        self.found("it is dated before the entry that it follows", start=5)

    def test_a_version_that_is_said_twice(self, history):
        body = json.loads(LedgerEntry.objects.get(sequence=4).body)
        put(4, body=chain.canonical({**body, "version": 2}))
        chain_anew(4)
        self.found("KO-1 does not go on from version 2", start=4)

    def test_a_text_that_is_not_canonical(self, history):
        put(2, body=json.dumps(json.loads(LedgerEntry.objects.get(sequence=2).body)))
        self.found("it is not in canonical form")

    @pytest.mark.parametrize(
        ("body", "sentence"),
        [
            ("{", "it is not JSON"),
            ("[]", "does not have the fields"),
            ("{}", "does not have the fields"),
            ("[" * 9999, "not JSON"),
        ],
    )
    def test_what_is_no_entry(self, history, body, sentence):
        put(2, body=body)
        self.found(sentence)


class TestOnlyACheckpointShows:
    def found(self, note, sentence):
        assert verified()[1]
        said, whole = verified(checkpoint=[note])
        assert (sentence in said, whole) == (True, False)

    def test_the_end_cut_off(self, history):
        LedgerEntry.objects.filter(sequence__gt=3).delete()
        self.found(history, "from entry 4 on: cut: the checkpoint of")

    def test_a_rewrite_reckoned_through_to_the_end(self, history):
        put(2, body=rewrite(reason="x"))
        chain_anew(2)
        self.found(history, "from entry 5 on: rewritten: the checkpoint of")

    def test_another_history_altogether(self, history):
        LedgerEntry.objects.filter(sequence=2).delete()
        for sequence in (3, 4, 5):
            put(sequence, sequence=sequence - 1)
        chain_anew(1)
        self.found(history, "from entry 5 on: cut: the checkpoint of")


class TestCheckpoints:
    def altered(self, note, old, new):
        note.write_text(note.read_text().replace(old, new, 1))
        return verified(checkpoint=[note])[0]

    def test_an_altered_note_is_refused(self, history):
        assert "its signature does not fit what it says" in self.altered(history, "\n5\n", "\n4\n")

    @pytest.mark.parametrize("text", ["", "x", "a\nb\nc\nd\n\ne f g\n", "\x00"])
    def test_what_is_no_note_is_refused(self, history, text):
        history.write_text(text)

        assert "it is not a signed checkpoint" in verified(checkpoint=[history])[0]

    def test_another_scheme_is_refused(self, history):
        assert "it is not a signed checkpoint" in self.altered(history, "ed25519 ", "rsa ")

    def test_another_signer_is_refused(self, history):
        key = history.read_text().split()[-2]

        assert verified(checkpoint=[history], key=key)[1]
        assert "not by the key given" in verified(checkpoint=[history], key="x" * 44)[0]

    def test_a_file_that_is_not_there(self, tmp_path, db):
        assert "cannot read" in verified(checkpoint=[tmp_path / "none"])[0]

    def test_it_goes_to_standard_output_without_a_file(self, history, capsys):
        call_command("sign_checkpoint")

        assert capsys.readouterr().out.startswith(f"counterclaim\n5\n{chain.head()[1]}\n")

    def test_a_file_that_cannot_be_written(self, history, tmp_path):
        with pytest.raises(CommandError, match="cannot write"):
            call_command("sign_checkpoint", tmp_path / "no" / "note")


class TestFile:
    def test_a_downloaded_ledger_is_verified_without_the_database(self, history, tmp_path):
        file = tmp_path / "ledger.jsonl"
        bodies = LedgerEntry.objects.order_by("sequence").values_list("body", flat=True)
        file.write_text("".join(f"{body}\n" for body in bodies))
        LedgerEntry.objects.all().delete()

        said, whole = verified(file=file, checkpoint=[history])

        assert (whole, "5 entries" in said) == (True, True)

    @pytest.mark.parametrize(
        ("content", "sentence"), [(b"\xff\xfe", "is not UTF-8"), (b"{}\n", "does not have the fields")]
    )
    def test_what_is_no_ledger(self, db, tmp_path, content, sentence):
        file = tmp_path / "ledger.jsonl"
        file.write_bytes(content)

        assert sentence in verified(file=file)[0]

    def test_a_file_that_is_not_there(self, db, tmp_path):
        assert "cannot read" in verified(file=tmp_path / "none")[0]
