import re
import signal
import socket
import subprocess
import time

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from claims import workflow
from claims.management.demo import fill
from claims.models import Claim
from tests.demos import set_up, start
from tests.factories import make_published
from tests.serving import MANAGE, ask, bare_environment, free_port, wait_for_page


@pytest.mark.django_db
class TestSetUp:
    def test_goes_on_with_what_is_there(self, tmp_path):
        make_published(reference="MINE-1")

        said = set_up(tmp_path)

        assert list(Claim.objects.values_list("reference", flat=True)) == ["MINE-1"]
        assert "with the passwords shown the first time" in said
        assert not User.objects.filter(username="demo-editor").exists()

    def test_interrupted_it_leaves_nothing_behind(self, monkeypatch):
        def publish(claim, *, by, publish=workflow.publish):
            if Claim.objects.published().count() == 3:
                raise KeyboardInterrupt
            return publish(claim, by=by)

        monkeypatch.setattr("claims.workflow.publish", publish)

        with pytest.raises(KeyboardInterrupt):
            fill()
        assert not Claim.objects.exists()
        assert not User.objects.exists()


class TestTwoAtOnce:
    def test_the_second_first_start_waits_for_the_first_and_goes_on_with_what_it_made(self, demo):
        ends = demo.ends

        assert [(code, len(told.splitlines())) for _out, told, code in ends] in ([(0, 0), (0, 1)], [(0, 1), (0, 0)])
        assert sum("waiting until it is done" in told for _out, told, _code in ends) == 1
        assert sorted(out.count("(shown only now)") for out, _told, _code in ends) == [0, 2]
        assert len({re.search(r"(\d+) published claims", out).group(1) for out, _told, _code in ends}) == 1

    def test_two_migrations_follow_each_other(self, own_database, tmp_path):
        environment = bare_environment(VAR_DIR=str(tmp_path), DATABASE_URL=own_database)
        started = [start("migrate", "--verbosity", "0", environment=environment) for _ in range(2)]
        ended = [(process.communicate(timeout=300)[1], process.returncode) for process in started]

        assert [code for _told, code in ended] == [0, 0]
        assert not [told for told, _code in ended if "Traceback" in told]


class TestServe:
    @pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("192.0.2.1", 8000)])
    def test_an_address_that_cannot_be_served_on(self, host, port):
        with pytest.raises(CommandError, match="Choose another with --port or --host"):
            call_command("demo", host=host, port=port)

    def test_a_port_that_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]

            with pytest.raises(CommandError, match=f"cannot serve on 127.0.0.1:{port} .*Choose another with --port"):
                call_command("demo", port=port)

    def test_serves_below_a_path_as_production_would_says_where_and_stops_at_once(self, tmp_path, demo):
        port, var = free_port(), demo.copy(tmp_path / "var")
        command, environment = (
            [*MANAGE, "demo", "--port", str(port)],
            bare_environment(VAR_DIR=str(var), SCRIPT_NAME="/tracker"),
        )
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
            try:
                page = wait_for_page(port, server, "/tracker/")
                style = re.search(r'href="(/tracker/static/claims/[^"]+\.css)"', page.body.decode()).group(1)
                sheet = ask(port, style, {"Accept-Encoding": "br"})
                crowded = ask(port, f"/tracker/claims/?{'a&' * 1500}", {"Content-Type": "text/html; charset=utf-16"})
                began = time.monotonic()
                server.send_signal(signal.SIGINT)
                stopped = server.wait(timeout=20)
                took = time.monotonic() - began
                said = server.stdout.read()
            finally:
                server.kill()

        assert page.status == 200
        assert re.search(rf"Read: +http://127.0.0.1:{port}/tracker/\n", said)
        assert re.search(r"\.[0-9a-f]{12}\.css$", style)
        assert (sheet.status, sheet.headers["Content-Encoding"]) == (200, "br")
        assert (crowded.status, "Content-Security-Policy" in crowded.headers) == (400, True)
        assert "immutable" in sheet.headers["Cache-Control"]
        assert (stopped, took < 5) == (0, True)
