"""The demo, set up once for all processes of a test run; tests that serve or change it take a copy."""

import fcntl
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

from tests.serving import MANAGE, bare_environment


@dataclass(frozen=True)
class Demo:
    """A folder with the demo's SQLite database, and how the two processes ended that set it up at once.

    ``ends`` holds what each wrote on stdout and stderr, and its exit code.
    """

    folder: Path
    ends: list[tuple[str, str, int]]

    def copy(self, folder):
        """Copy the demo into a folder that is not there yet; return the folder."""
        return shutil.copytree(self.folder, folder)

    @property
    def logins(self):
        """The passwords of the demo's people, by name."""
        return logins_in("".join(out for out, _told, _code in self.ends))


def logins_in(said):
    """Return the passwords that the demo said, by name."""
    return dict(re.findall(r"Log in:  (\S+)  password (\S+)", said))


def set_up(static_root):
    """Set up the demo in the database of the suite, its static files in a folder; return what it said."""
    out = StringIO()
    with override_settings(STATIC_ROOT=static_root):
        call_command("demo", no_serve=True, stdout=out)
    return out.getvalue()


def start(*words, environment):
    return subprocess.Popen(
        [*MANAGE, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def two_first_starts(environment):
    """Set up the demo twice at once; return how both ended."""
    started = [start("demo", "--no-serve", environment=environment) for _ in range(2)]
    return [(*process.communicate(timeout=300), process.returncode) for process in started]


def demo_of_run(folder):
    """Return the demo in ``folder``, which all processes of a run share: the first that asks sets it up."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ends, var = folder / "ends.json", folder / "var"
        if not ends.exists():
            ends.write_text(json.dumps(two_first_starts(bare_environment(VAR_DIR=str(var)))))
        return Demo(var, [tuple(end) for end in json.loads(ends.read_text())])
