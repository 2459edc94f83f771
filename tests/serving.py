"""Talk to a server that a test started."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

ROOT = Path(__file__).parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def bare_environment(**more):
    """Return an environment that says nothing about the project but ``more``."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | more


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


def ask(port, path, headers=None, *, method="GET", body=None):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())


def wait_for_page(port, server, path="/", headers=None):
    """Return the answer to the first request that the server takes, within two minutes."""
    for _ in range(480):
        assert server.poll() is None, "the server ended before it answered"
        try:
            return ask(port, path, headers)
        except OSError:
            time.sleep(0.25)
    raise AssertionError("no answer within two minutes")


@contextmanager
def serving(folder, path="/", headers=None, **environment):
    """Serve the tracker in a folder as production does; yield the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "claims_site.wsgi", "--threads", "4", "--no-control-socket"]
    environment = bare_environment(VAR_DIR=folder, API_RATE="", **environment)
    with subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for_page(port, server, path, headers)
            yield port
        finally:
            server.kill()
