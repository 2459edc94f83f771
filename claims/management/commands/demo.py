import os
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from claims.management.alone import alone
from claims.management.demo import PEOPLE, fill
from claims.models import Claim


class Command(BaseCommand):
    help = "Set up the tracker with the Kidal data and serve it the way production would."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to serve on (default: 8000)")
        parser.add_argument("--no-serve", action="store_true", help="set up, but do not serve")

    def handle(self, *, host, port, no_serve, **options):
        if not no_serve:
            self._refuse_taken(host, port)
        with alone("demo"):
            logins = self._set_up()
        if not no_serve:
            self._refuse_taken(host, port)
        self._explain(f"http://{_shown(host)}:{port}{settings.FORCE_SCRIPT_NAME or ''}", logins)
        if not no_serve:
            self._serve(host, port)

    def _set_up(self):
        """Migrate, load the data and collect static files; return the logins, empty where there was data already."""
        call_command("migrate", interactive=False, verbosity=0)
        logins = self._refresh() if Claim.objects.exists() else fill()
        call_command("collectstatic", interactive=False, verbosity=0)
        return logins

    def _refresh(self):
        """Rebuild the search index, since its format may have changed with the code."""
        call_command("rebuild_modelsearch_index", verbosity=0)
        return []

    def _refuse_taken(self, host, port):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except (OSError, OverflowError) as error:
                reason = error.strerror if isinstance(error, OSError) else "no such port"
                raise CommandError(
                    f"cannot serve on {host}:{port} ({reason}). Choose another with --port or --host."
                ) from None

    def _explain(self, address, logins):
        self.stdout.write(
            f"Counterclaim holds {Claim.objects.published().count()} published claims on the Kidal offensive."
        )
        self.stdout.write(f"  Read:    {address}/")
        self.stdout.write(f"  Curate:  {address}/admin/")
        if logins:
            for login in logins:
                self.stdout.write(f"  Log in:  {login.name}  password {login.password}  (shown only now)")
        else:
            self.stdout.write(f"  Log in:  {' or '.join(PEOPLE)}, with the passwords shown the first time;")
            self.stdout.write("           a new one: manage.py changepassword NAME")
        self.stdout.flush()

    def _serve(self, host, port):
        """Replace this process by Gunicorn, so that Ctrl-C reaches it and its exit status is returned."""
        hosts = settings.ALLOWED_HOSTS if host in ("127.0.0.1", "localhost", "::1") else [*settings.ALLOWED_HOSTS, host]
        environment = {**os.environ, "ALLOWED_HOSTS": ",".join(hosts)}
        server = [sys.executable, "-m", "gunicorn", "claims_site.wsgi", "--bind", f"{_shown(host)}:{port}"]
        options = [
            "--workers",
            "2",
            "--threads",
            "4",
            "--log-level",
            "warning",
            "--graceful-timeout",
            "1",
            "--no-control-socket",
        ]
        os.chdir(settings.BASE_DIR)
        os.execve(sys.executable, [*server, *options], environment)  # noqa: S606 (our own server, no shell)


def _shown(host):
    return f"[{host}]" if ":" in host else host
