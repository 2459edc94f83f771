"""Time the verification of a long ledger.

    python -m tests.performance.ledger --entries 100000

Writes a ledger file of that many entries, verifies it with the command, and prints its seconds and its peak memory.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MANAGE = Path(__file__).parent.parent.parent / "manage.py"


def write(path, entries):
    import django

    django.setup()
    from claims.ledger.chain import GENESIS, canonical, digest

    previous, statement = GENESIS, "The army gained ground towards Kidal on 6 October 2023. " * 20
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(1, entries + 1):
            body = canonical(
                {
                    "act": "revise", "actor": "0" * 36, "at": "2026-11-22T08:00:00.000000Z", "previous": previous,
                    "reason": "Read again.", "sequence": number, "subject": f"KO-{number % 5000}",
                    "state": {"statement": statement, "number": number}, "version": number,
                }
            )  # fmt: skip
            file.write(f"{body}\n")
            previous = digest(body)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.jsonl")
        write(path, options.entries)
        began = time.perf_counter()
        subprocess.run([sys.executable, MANAGE, "verify_ledger", "--file", path], check=True)
        took = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{options.entries:,} entries, {path.stat().st_size / 1e6:.0f} MB: {took:.1f} s, peak {peak:.0f} MB")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
    main()
