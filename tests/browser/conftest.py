"""A real Chromium against the demo itself. Where there is no Chromium, tests skip at home and fail in CI."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.databases import database
from tests.demos import logins_in
from tests.serving import MANAGE, bare_environment, free_port, serving, wait_for_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--disable-component-update"]

expect.set_options(timeout=30_000)


@dataclass(frozen=True)
class Site:
    address: str
    passwords: dict[str, str]


@pytest.fixture(scope="session", autouse=True)
def _chromium_is_there():
    if CHROMIUM is None:
        message = "browser tests need Debian's chromium"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


@pytest.fixture(scope="session")
def site(tmp_path_factory, request, _chromium_is_there):
    """The demo, served by a process of its own on a database of its own, of the kind that the suite runs on."""
    folder = tmp_path_factory.mktemp("site")
    if connection.vendor == "sqlite":
        demo = request.getfixturevalue("demo")
        with serving(str(demo.copy(folder / "var"))) as port:
            yield Site(f"http://127.0.0.1:{port}", demo.logins)
        return
    with database(folder) as url, first_start(folder, DATABASE_URL=url) as (port, said):
        yield Site(f"http://127.0.0.1:{port}", logins_in(said.read_text()))


@contextmanager
def first_start(var, **environment):
    """Start the demo on an empty database; yield its port, and the file that holds what it said."""
    port, said = free_port(), var / "said"
    environment = bare_environment(VAR_DIR=str(var), PYTHONUNBUFFERED="1", **environment)
    command = [*MANAGE, "demo", "--port", str(port)]
    with said.open("w") as file, subprocess.Popen(command, env=environment, stdout=file) as server:
        try:
            wait_for_page(port, server)
            yield port, said
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def base_url(site):
    return site.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET + sandbox}


@pytest.fixture
def console(page):
    """Whatever the page writes to its console as an error or warning, refusals of the policy among it."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard
