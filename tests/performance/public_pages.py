"""Time the public pages over many claims.

    DATABASE_URL=postgres://…/empty python -m tests.performance.public_pages --claims 100000

Fills an empty, migrated database with synthetic claims, then asks for each page in one process and prints the median
of its times, side by side with the home page's, and its number of queries. Figures of one run compare; those of two
machines do not.
"""

import argparse
import os
import random
import statistics
import time
from datetime import date, timedelta

import django

PAGES = (
    "/",
    "/claims/",
    "/claims/?disputed=true",
    "/claims/?sort=newest_event",
    "/claims/?status=inconclusive&kind=figure",
    "/claims/?claimant=claimant-7",
    "/claims/?q=happened",
    "/claims/P-500/",
    "/questions/",
    "/questions/question-5/",
    "/claimants/",
    "/claimants/claimant-7/",
    "/events/",
    "/events/event-7/",
    "/sources/",
    "/sources/source-7/",
)
CHUNK = 5000


def fill(size):
    from django.utils import timezone

    from claims.choices import Basis, ClaimantKind, ClaimKind, LinkKind, LinkState, SourceKind, Stake
    from claims.models import Citation, Claim, Claimant, ClaimLink, Event, Question, Source

    dice, now = random.Random(2023), timezone.now()  # noqa: S311 (the same rows each time, no secret)
    days = [str(date(2023, 1, 1) + timedelta(days=n)) for n in range(700)]
    stakes, kinds = [choice.value for choice in Stake], [ClaimKind.ASSERTION, ClaimKind.FIGURE, ClaimKind.ACCUSATION]
    claimants = Claimant.objects.bulk_create(
        Claimant(name=f"Claimant {n}", slug=f"claimant-{n}", kind=ClaimantKind.ARMED_GROUP, stake=dice.choice(stakes))
        for n in range(200)
    )
    events = Event.objects.bulk_create(
        Event(title=f"Event {n}", slug=f"event-{n}", date=dice.choice(days)) for n in range(300)
    )
    questions = Question.objects.bulk_create(
        Question(text=f"Did it happen, {n}?", slug=f"question-{n}", kind="yes_no", event=dice.choice(events))
        for n in range(max(size // 5, 10))
    )
    sources = Source.objects.bulk_create(
        Source(title=f"Source {n}", slug=f"source-{n}", kind=SourceKind.ARTICLE, publisher=dice.choice(claimants))
        for n in range(2000)
    )
    for start in range(0, size, CHUNK):
        claims = Claim.objects.bulk_create(
            Claim(
                reference=f"P-{n}", claimant=dice.choice(claimants), event=dice.choice(events),
                question=questions[n // 5 % len(questions)], kind=dice.choice(kinds), about=dice.choice(days),
                asserted=dice.choice(days), statement=f"Something happened, number {n}.", publication="published",
                published_at=now, status=dice.choice(["unverified", "unverified", "inconclusive"]), citation_count=2,
                contradiction_count=int(n % 40 < 2), independent_origins=dice.randrange(3),
            )
            for n in range(start, min(start + CHUNK, size))
        )  # fmt: skip
        Citation.objects.bulk_create(
            Citation(claim=claim, source=source) for claim in claims for source in dice.sample(sources, 2)
        )
        ClaimLink.objects.bulk_create(
            ClaimLink(
                first=claims[n], second=claims[n + 1], kind=LinkKind.CONTRADICTS, basis=Basis.INCOMPATIBLE,
                rationale="They differ.", state=LinkState.CONFIRMED, reviewed_at=now,
            )
            for n in range(0, len(claims) - 1, 40)
        )  # fmt: skip
        print(f"\r{start + len(claims):,} claims", end="", flush=True)
    print()


def measure(repeats):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    medians = {}
    for page in PAGES:
        with CaptureQueriesContext(
            connection,
        ) as queries:
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
    from django.db import connection

    from claims import guards
    from claims.models import Claim

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Claim.objects.exists():
        guards.take_down(connection)  # rows that nobody published one by one
        fill(options.claims)
        guards.put_up(connection)
        call_command("rebuild_modelsearch_index", verbosity=0)
    measure(options.repeats)


if __name__ == "__main__":
    main()
