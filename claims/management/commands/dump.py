import json
import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.api.exports.dump import DESCRIPTOR, dump


class Command(BaseCommand):
    help = "Write all that is published into FOLDER: tables, JSON Lines, GeoJSON and a datapackage.json about them."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="where to; an earlier dump there is replaced")
        parser.add_argument(
            "--site", default=settings.SITE_ADDRESS, help="what addresses begin with (default: %(default)s)"
        )

    def handle(self, *, folder, site, **options):
        folder = folder.absolute()
        refuse_foreign(folder)
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        except OSError as error:
            raise CommandError(f"cannot write beside {folder}: {error.strerror}.") from None
        try:
            count = dump(fresh, site.rstrip("/"))
            fresh.chmod(0o755)
            put_in_place(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        self.stdout.write(f"{count} claims, with all that belongs to them, are in {folder}.")


def refuse_foreign(folder):
    """Raise CommandError for a path that is no folder, or a folder that holds anything but a dump."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise CommandError(f"{folder} is not a folder.")
    if any(folder.iterdir()) and not is_dump(folder):
        raise CommandError(f"{folder} holds files that are not a dump. Empty it, or name another folder.")


def is_dump(folder):
    try:
        return json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))["name"] == "counterclaim"
    except (OSError, ValueError, KeyError, TypeError):
        return False


def put_in_place(fresh, folder):
    """Replace ``folder`` by the new dump with renames, so that readers never see a partial one."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / folder.name)
    fresh.rename(folder)
    shutil.rmtree(old)
