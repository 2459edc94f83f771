#!/usr/bin/env python
"""Run the project's commands; what only the person at the keyboard can mend is said in one line."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"counterclaim: {error}")
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        sys.exit(f"counterclaim: the database cannot be used: {reason}. Does it run, and is DATABASE_URL right?")


if __name__ == "__main__":
    main()
