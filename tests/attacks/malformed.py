"""Malformed requests to every address, the same for the same seed: none may break the site or hold it up.

    DATABASE_URL=postgres://…/empty python -m tests.attacks.malformed --requests 12000

Fills a database that may be lost, where it is empty, and prints how often which status was answered, what broke and
what was slow.
"""

import argparse
import logging
import os
import sys
import time
import traceback
from collections import Counter
from io import BytesIO
from unittest.mock import patch
from urllib.parse import unquote_to_bytes

import django

from tests.attacks.malformed_requests import Generator

#: Seconds within which everything is answered.
LONGEST = 2
#: What would end the sessions of those who ask, or take away what they ask about.
LEFT = ("/logout/", "/password", "/delete/")
#: Answers that say that a request is wrong, though their number says that the server is.
NOT_IMPLEMENTED = 501


def routes():
    """Return the path of every address of the site, with what varies between angle brackets."""
    from django.urls import get_resolver

    found = dict.fromkeys(_walk(get_resolver().url_patterns, "/"))
    return [route for route in found if not any(part in route for part in LEFT) and "(" not in route]


def _walk(patterns, before):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


class Attack:
    """Sends requests to the site within this process, and keeps what broke or was slow."""

    def __init__(self, seed=0):
        from claims.models import Claim, Claimant, Event, Question, Source

        models = (Claimant, Event, Question, Source)
        slugs = [slug for model in models for slug in model.objects.order_by("pk").values_list("slug", flat=True)[:10]]
        references = list(Claim.objects.order_by("pk").values_list("reference", flat=True)[:40])
        self.generator = Generator(seed, routes(), references, slugs)
        self.clients = {who: _client(who) for who in ("nobody", "editor", "administrator")}
        self.statuses, self.broken, self.slow = Counter(), [], []

    def run(self, number):
        from claims_site.requests import Utf8WSGIRequest

        with patch("django.test.client.WSGIRequest", Utf8WSGIRequest):
            return self._run(number)

    def _run(self, number):
        for _ in range(number):
            request = self.generator.request()
            status, took = self.send(request)
            self.statuses[status] += 1
            if took > LONGEST:
                self._send_again(request, took)
        return self

    def send(self, request):
        """Return the status of the answer, and in how many seconds it began: a file takes as long as it is."""
        client, began = self.clients[request.who], time.perf_counter()
        kept = client.cookies.copy()
        response = client.request(**_environment(request))
        took = time.perf_counter() - began
        if response.streaming:
            b"".join(response.streaming_content)
        client.cookies = kept
        if response.status_code >= 500 and response.status_code != NOT_IMPLEMENTED:
            self.broken.append((request, response.exc_info))
        return response.status_code, took

    def _send_again(self, request, took):
        """Keep a slow request, unless it is soon answered when the machine has less else to do."""
        quickest = min([took, *(self.send(request)[1] for _ in range(3))])
        if quickest > LONGEST:
            self.slow.append((request, quickest))


def _client(who):
    from django.contrib.auth.models import Group, User
    from django.test import Client

    client = Client(raise_request_exception=False)
    if who != "nobody":
        rights = {"is_staff": True, "is_superuser": who == "administrator"}
        user, _made = User.objects.get_or_create(username=who, defaults=rights)
        user.groups.set(Group.objects.filter(name="Editors"))
        client.force_login(user)
    return client


def _environment(request):
    """Return a request as a server hands it over: percent-encodings undone, bytes as Latin-1."""
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()}
    length, kind = headers.pop("HTTP_CONTENT_LENGTH", str(len(request.body))), headers.pop("HTTP_CONTENT_TYPE", None)
    return {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "CONTENT_LENGTH": length,
        "CONTENT_TYPE": request.content_type if kind is None else kind,
        "wsgi.input": BytesIO(request.body),
        "SERVER_NAME": "localhost",
        **headers,
    }


def where(error):
    """Return what broke and at which lines of whose files, in short."""
    kind, said, trace = error
    frames = traceback.extract_tb(trace)[-4:]
    places = ", ".join(f"{each.filename[-40:]}:{each.lineno}" for each in frames)
    return f"{kind.__name__}: {str(said)[:100]!r} at {places}"


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.attacks.malformed", description="Send malformed requests.")
    parser.add_argument("--requests", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
    os.environ["API_RATE"] = ""
    django.setup()
    from django.core.management import call_command

    from claims.models import Claim
    from tests.synthetic import fill

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Claim.objects.exists():
        fill(200)
    logging.disable(logging.CRITICAL)
    attack = Attack(options.seed).run(options.requests)
    print(f"{sum(attack.statuses.values()):,} requests:", dict(sorted(attack.statuses.items())))
    for place, number in Counter(where(error) for _request, error in attack.broken).most_common():
        print(f"{number:5} {place}")
    for request, error in attack.broken[:40]:
        print(f"  {error[0].__name__}  {request}")
    for request, took in attack.slow:
        print(f"{took:5.1f} s  {request}")
    sys.exit(bool(attack.broken or attack.slow))


if __name__ == "__main__":
    main()
