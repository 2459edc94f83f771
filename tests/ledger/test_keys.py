"""Keys that are made once, also by processes that start together."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.ledger.keys import kept_key
from tests.serving import MANAGE, bare_environment

#: Waits between opening and writing, so that the others come in between.
SLOWLY = """
import sys, time, uuid
from pathlib import Path
from claims.ledger.keys import kept_key
def make():
    time.sleep(0.3)
    return uuid.uuid4().hex
print(kept_key(Path(sys.argv[1]), make))
"""


def test_processes_that_start_together_get_one_key(tmp_path):
    path = tmp_path / "key"
    command, folder = [sys.executable, "-c", SLOWLY, str(path)], Path(MANAGE[1]).parent
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) for _ in range(4)]

    keys = {process.communicate(timeout=30)[0] for process in started}

    assert keys == {path.read_text()}
    assert len(path.read_text().strip()) == 32
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_left_empty_by_an_interrupted_start_gets_its_key(tmp_path):
    path = tmp_path / "key"
    path.touch()

    assert (kept_key(path, lambda: "made"), kept_key(path, lambda: "other")) == ("made", "made")


def test_a_key_that_cannot_be_made_is_told_in_a_line(tmp_path):
    (tmp_path / "secret_key").mkdir()
    environment = bare_environment(VAR_DIR=str(tmp_path))

    done = subprocess.run([*MANAGE, "check"], env=environment, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "cannot read the key in" in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("damage", ["no key", "AAAA"])
def test_a_damaged_signing_key_is_told(tmp_path, settings, damage):
    settings.VAR_DIR = tmp_path
    (tmp_path / "checkpoint_key").write_text(damage)

    with pytest.raises(CommandError, match="checkpoint_key: it holds no signing key"):
        call_command("sign_checkpoint")
