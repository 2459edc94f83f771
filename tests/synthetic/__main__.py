import argparse
import os

import django

from tests.synthetic import fill


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.synthetic", description="Fill an empty tracker.")
    parser.add_argument("count", type=int, nargs="?", default=500, help="published claims (default: 500)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
    django.setup()
    from django.core.management import call_command

    from claims.models import Claim

    call_command("migrate", verbosity=0)
    if Claim.objects.exists():
        parser.error("this tracker holds claims already; name an empty database with DATABASE_URL or VAR_DIR")
    for noun, number in fill(options.count, options.seed).items():
        print(f"{number:9,} {noun}")


if __name__ == "__main__":
    main()
