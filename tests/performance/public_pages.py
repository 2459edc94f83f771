"""Time the public pages over many claims.

    DATABASE_URL=postgres://…/empty python -m tests.performance.public_pages --claims 100000

Fills an empty, migrated database with synthetic claims, then asks for each page in one process and prints the median
of its times, side by side with the home page's, and its number of queries. Figures of one run compare; those of two
machines do not.
"""

import argparse
import os
import statistics
import time

import django

from tests.synthetic import fill

PAGES = (
    "/",
    "/claims/",
    "/claims/?disputed=true",
    "/claims/?sort=newest",
    "/claims/?status=inconclusive&kind=figure",
    "/claims/?claimant=claimant-7",
    "/claims/?q=column",
    "/claims/S-70/",
    "/questions/",
    "/questions/question-5/",
    "/claimants/",
    "/claimants/claimant-7/",
    "/events/",
    "/events/event-7/",
    "/sources/",
    "/sources/source-7/",
    "/claims/?as_of=2024-12-31",
    "/claimants/matrix/",
    "/timeline/",
    "/map/",
    "/feeds/decisions/",
    "/feeds/claims/?disputed=true",
    "/sitemap-claims-1.xml",
    "/api/v1/claims/",
)


def measure(repeats):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    medians = {}
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            status, count = client.get(page).status_code, len(queries)
        times = []
        for _ in range(repeats):
            began = time.perf_counter()
            client.get(page)
            times.append((time.perf_counter() - began) * 1000)
        medians[page] = statistics.median(times)
        ratio = medians[page] / medians["/"]
        print(f"{medians[page]:9.1f} ms  {ratio:6.2f} of home  {count:3} queries  {status}  {page}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=9)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
    django.setup()
    from django.core.management import call_command

    from claims.models import Claim

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Claim.objects.exists():
        fill(options.claims)
    measure(options.repeats)


if __name__ == "__main__":
    main()
