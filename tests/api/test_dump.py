"""The dump: whole, valid, of one moment, and never in place of what is not ours."""

import csv
import hashlib
import json
import re
import subprocess
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command
from django.urls import set_script_prefix
from frictionless import Package, system

from claims.api.exports import dump as dumping
from claims.ledger.chain import head
from claims.models import Claim
from tests.factories import make_citation, make_claimant, make_published, make_source, make_verdict
from tests.serving import MANAGE, bare_environment
from tests.views.world import SECRET, make_debate, make_secret

pytestmark = pytest.mark.django_db

TABLES = {
    "claims", "citations", "quantities", "links", "assessments", "questions", "claimants", "events", "places",
    "sources",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "dump"


def dump(folder, **options):
    call_command("dump", str(folder), site="https://claims.example", **options)
    return json.loads((folder / "datapackage.json").read_text())


def rows(folder, name):
    with (folder / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def validate(folder):
    with system.use_context(trusted=True):
        return Package(str(folder / "datapackage.json")).validate()


def make_world():
    first, _second = make_debate()
    make_citation(first, mode="relayed", relayed_from=first.citations.order_by("pk").first(), source=make_source())
    make_verdict(first, "corroborated")
    make_published(reference="F-1", statement="=1+1", claimant=make_claimant(slug="army", aliases="One\nTwo"))


@pytest.fixture(scope="class")
def written(rows_of_class, tmp_path_factory):
    """A world and its dump, made once for a class: the folder, which is only read, and the descriptor."""
    make_world()
    folder = tmp_path_factory.mktemp("written") / "dump"
    return folder, dump(folder)


@pytest.mark.usefixtures("written")
class TestWhole:
    def test_it_is_a_valid_data_package(self, written):
        report = validate(written[0])

        assert report.valid, report.flatten(["name", "type", "message"])
        assert {task.name for task in report.tasks if task.type == "table"} == TABLES

    def test_a_breach_would_be_found(self, folder, written):
        copytree(written[0], folder)
        text = (folder / "citations.csv").read_text()
        (folder / "citations.csv").write_text(text.replace("W-0,1,", "ZZ-9,1,"))

        assert not validate(folder).valid

    def test_the_descriptor_says_all_of_it(self, written):
        folder, said = written

        sequence, digest = head()
        assert (said["ledger_head"]["sequence"], said["ledger_head"]["hash"]) == (sequence, digest)
        assert said["licenses"] == [
            {"title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
        ]  # fmt: skip
        assert said["sources"] == [{"title": "Counterclaim", "path": "https://claims.example"}]
        files = {path.name for path in folder.iterdir()} - {"datapackage.json"}
        assert {resource["path"] for resource in said["resources"]} == files
        for resource in said["resources"]:
            data = (folder / resource["path"]).read_bytes()
            assert resource["bytes"] == len(data)
            assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"

    @pytest.mark.parametrize("site", ["https://claims.example", "https://claims.example/tracker/"])
    def test_addresses_are_below_the_path_of_the_site(self, folder, site):
        set_script_prefix("/tracker/")
        try:
            call_command("dump", str(folder), site=site)
        finally:
            set_script_prefix("/")

        assert json.loads((folder / "datapackage.json").read_text())["homepage"] == "https://claims.example/tracker"
        lines = (folder / "claims.jsonl").read_text().splitlines()[1:]
        assert {re.match(r"(.*)/claims/", json.loads(line)["page_url"]).group(1) for line in lines} == {
            "https://claims.example/tracker"
        }

    def test_tables_name_each_others_rows(self, written):
        _folder, said = written

        schemas = {each["name"]: each["schema"] for each in said["resources"] if "schema" in each}
        assert schemas["citations"]["foreignKeys"] == [
            {"fields": ["claim"], "reference": {"resource": "claims", "fields": ["reference"]}},
            {"fields": ["source_slug"], "reference": {"resource": "sources", "fields": ["slug"]}},
        ]
        assert schemas["citations"]["primaryKey"] == ["claim", "number"]
        kinds = {field["name"]: field["type"] for field in schemas["claims"]["fields"]}
        assert [kinds[name] for name in ("reference", "disputed", "version", "about_latest", "published_at")] == [
            "string", "boolean", "integer", "date", "datetime",
        ]  # fmt: skip

    def test_the_rows_are_those_that_the_public_reads(self, written):
        folder, _said = written

        assert {row["reference"]: row["page_url"] for row in rows(folder, "claims")} == {
            name: f"https://claims.example/claims/{name}/" for name in ("W-0", "W-1", "F-1")
        }
        relayed = [row["relayed_from"] for row in rows(folder, "citations") if row["claim"] == "W-0"]
        assert relayed == ["", "1", ""]
        assert [(row["first"], row["second"]) for row in rows(folder, "links")] == [("W-0", "W-1")]
        assert [(row["claim"], row["status"]) for row in rows(folder, "assessments")] == [("W-0", "corroborated")]
        assert [row["claim"] for row in rows(folder, "quantities")] == ["W-0", "W-1"]
        assert {row["slug"]: row["aliases"] for row in rows(folder, "claimants")}["army"] == "One\nTwo"
        assert {row["reference"]: row["statement"] for row in rows(folder, "claims")}["F-1"] == "'=1+1"

    def test_the_ledger_and_the_lines_are_whole(self, written):
        folder, _said = written

        last = (folder / "ledger.jsonl").read_text().splitlines()[-1]
        assert hashlib.sha256(last.encode()).hexdigest() == head()[1]
        first, *lines = [json.loads(line) for line in (folder / "claims.jsonl").read_text().splitlines()]
        assert first["export"]["ledger_head"]["hash"] == head()[1]
        assert sorted(line["reference"] for line in lines) == ["F-1", "W-0", "W-1"]
        assert json.loads((folder / "events.geojson").read_text())["features"][0]["id"] == "anefis"

    def test_nothing_unpublished_is_in_it(self, folder):
        make_secret(Claim.objects.get(reference="W-0"))

        dump(folder)

        for path in folder.iterdir():
            text = path.read_text()
            for hidden in ("ZZ-1", "ZZ-2", "ZZ-4", f"{SECRET} press", "zerzura-event", "987654"):
                assert hidden not in text
            assert path.name == "ledger.jsonl" or SECRET not in text

    def test_in_small_chunks_it_is_the_same(self, folder, written, monkeypatch):
        monkeypatch.setattr(dumping.chunks, "__defaults__", (1,))

        assert dump(folder) == written[1]


def test_an_empty_tracker_makes_a_valid_one_too(folder):
    dump(folder)

    assert validate(folder).valid


class TestInPlace:
    def test_the_new_one_replaces_the_old_one(self, folder, tmp_path):
        dump(folder)
        make_published(reference="N-1")

        dump(folder)

        assert [row["reference"] for row in rows(folder, "claims")] == ["N-1"]
        assert [path.name for path in tmp_path.iterdir()] == ["dump"]

    def test_an_empty_folder_is_taken(self, folder):
        folder.mkdir()

        assert dump(folder)["name"] == "counterclaim"

    @pytest.mark.parametrize("content", [None, "{}", "not JSON", '{"name": "another"}', "[]"])
    def test_a_folder_that_holds_anything_else_is_refused(self, folder, content):
        folder.mkdir()
        (folder / "letter.txt").write_text("Mine.")
        if content:
            (folder / "datapackage.json").write_text(content)

        with pytest.raises(CommandError, match="holds files that are not a dump"):
            dump(folder)

        assert (folder / "letter.txt").read_text() == "Mine."

    def test_a_file_is_refused(self, folder):
        folder.write_text("Mine.")

        with pytest.raises(CommandError, match="is not a folder"):
            dump(folder)

    def test_where_nothing_can_be_written_it_says_so(self):
        with pytest.raises(CommandError, match="cannot write beside"):
            dump(Path("/dev/null/folder/dump"))

    def test_a_failure_leaves_the_old_one_and_no_litter(self, folder, tmp_path, monkeypatch):
        before = dump(folder)
        monkeypatch.setattr(dumping, "package", lambda *args: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            dump(folder)

        assert json.loads((folder / "datapackage.json").read_text()) == before
        assert [path.name for path in tmp_path.iterdir()] == ["dump"]


#: Another writes while a snapshot is read: what is counted in it before, after, and what once it is over.
MEANWHILE = """
from django.db import connection, connections
from claims.api.exports.snapshot import snapshot

other = connections.create_connection("default")
def ask(connection, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if sql.startswith("SELECT") else None

ask(connection, "CREATE TABLE notes (number int)")
with snapshot():
    before = ask(connection, "SELECT count(*) FROM notes")
    ask(other, "INSERT INTO notes VALUES (1)")
    print(before, ask(connection, "SELECT count(*) FROM notes"))
print(ask(connection, "SELECT count(*) FROM notes"), connection.in_atomic_block)
"""


def test_it_is_read_as_of_one_moment_and_keeps_nobody_from_writing(tmp_path, own_database):
    environment = bare_environment(VAR_DIR=str(tmp_path), DATABASE_URL=own_database)
    command = [*MANAGE, "shell", "--no-imports", "-c", MEANWHILE]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    assert done.stdout.split() == ["0", "0", "1", "False"], done.stderr
