import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from claims.ledger import triggers
from claims.ledger.triggers.signals import guards_are_installed
from tests.serving import bare_environment

ROOT = Path(__file__).parent.parent.parent
STEPS = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "claims_site.settings"
django.setup()
from django.core.management import call_command
for target in ([], ["claims", "zero"], []):
    call_command("migrate", *target, verbosity=0)
call_command("check", databases=["default"])
"""


@pytest.mark.django_db
class TestUpkeep:
    def test_they_stand_from_the_start(self):
        assert triggers.missing(connection) == []
        assert guards_are_installed(None, ["default"]) == []

    def test_a_missing_one_is_named(self):
        drop = {
            "sqlite": "DROP TRIGGER claims_guard_claim_update",
            "postgresql": "DROP TRIGGER claims_guard_claim_update ON claims_claim",
        }
        with connection.cursor() as cursor:
            cursor.execute(drop[connection.vendor])

        errors = guards_are_installed(None, ["default"])

        assert [error.msg for error in errors] == ["Guards of the ledger are missing: claims_guard_claim_update."]

    def test_migrating_puts_them_up_again(self):
        triggers.drop(connection)
        assert triggers.installed(connection) == set()

        call_command("migrate", verbosity=0)

        assert triggers.missing(connection) == []

    def test_no_database_is_asked_where_none_is_named(self):
        assert guards_are_installed(None, None) == []


def test_migrating_back_and_forth_leaves_them_standing(tmp_path, own_database):
    environment = bare_environment(VAR_DIR=str(tmp_path), DATABASE_URL=own_database)

    end = subprocess.run([sys.executable, "-c", STEPS], env=environment, cwd=ROOT, capture_output=True, text=True)

    assert (end.returncode, end.stderr) == (0, "")
    assert end.stdout == "System check identified no issues (0 silenced).\n"
