"""The settings, read by a process of their own in the environment that each test gives."""

import stat
import subprocess

import pytest

from tests.serving import MANAGE, bare_environment


def run(*arguments, **environment):
    environment = bare_environment(**environment)
    return subprocess.run([*MANAGE, *arguments], env=environment, capture_output=True, text=True, timeout=120)


def setting(name, var, **environment):
    code = f"from django.conf import settings; print(settings.{name})"
    done = run("shell", "--no-imports", "-c", code, VAR_DIR=str(var), **environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


class TestDefaults:
    def test_its_own_key_is_made_once_and_read_by_its_owner_only(self, tmp_path):
        key = setting("SECRET_KEY", tmp_path)

        assert len(key) == 50
        assert setting("SECRET_KEY", tmp_path) == key
        assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600

    def test_nothing_is_open(self, tmp_path):
        assert setting("DEBUG", tmp_path) == "False"
        assert setting("ALLOWED_HOSTS", tmp_path) == "['localhost', '127.0.0.1', '[::1]']"

    def test_sqlite_keeps_its_promises(self, tmp_path):
        code = (
            "from django.db import connection, transaction; c = connection.cursor();"
            "ask = lambda p: c.execute('PRAGMA ' + p).fetchone()[0];"
            "print(ask('journal_mode'), ask('foreign_keys'), ask('busy_timeout'), connection.transaction_mode)"
        )

        done = run("shell", "--no-imports", "-c", code, VAR_DIR=str(tmp_path))

        assert done.stdout.split() == ["wal", "1", "20000", "IMMEDIATE"]


class TestHttps:
    def test_cookies_are_locked_to_the_host(self, tmp_path):
        assert setting("SESSION_COOKIE_NAME", tmp_path, HTTPS="on") == "__Host-sessionid"
        assert setting("CSRF_COOKIE_SECURE", tmp_path, HTTPS="on") == "True"

    def test_below_a_path_they_cannot_name_the_whole_host(self, tmp_path):
        assert setting("SESSION_COOKIE_NAME", tmp_path, HTTPS="on", SCRIPT_NAME="/tracker") == "__Secure-sessionid"


class TestWhatThePersonAtTheKeyboardCanMend:
    @pytest.mark.parametrize(
        ("environment", "message"),
        [
            ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL cannot be read"),
            ({"DATABASE_URL": "postgres://"}, "DATABASE_URL cannot be read"),
            ({"DATABASE_URL": "postgres://u@127.0.0.1:port/x"}, "DATABASE_URL cannot be read"),
            ({"DATABASE_URL": "postgres://u@127.0.0.1:1/x"}, "the database cannot be used"),
            ({"DATABASE_URL": "postgres://u@h/x", "DATABASE_POOL_SIZE": "many"}, "must be a whole number"),
            ({"DATABASE_URL": "sqlite:////no/such/folder/x.sqlite3"}, "the database cannot be used"),
            ({"SCRIPT_NAME": "tracker/"}, "SCRIPT_NAME must be a path like /tracker"),
            ({"API_RATE": "often"}, "API_RATE must be a number of requests and a time, like 600/min"),
            ({"TRUSTED_PROXIES": "one"}, "TRUSTED_PROXIES must be a whole number"),
            ({"VAR_DIR": "/dev/null/var"}, "cannot write to the folder /dev/null/var"),
        ],
    )
    def test_is_said_in_one_line(self, tmp_path, environment, message):
        done = run("check_claims", **{"VAR_DIR": str(tmp_path), **environment})

        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("counterclaim: ")
        assert message in done.stderr
        assert len(done.stderr.splitlines()) == 1
