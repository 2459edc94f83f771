from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = {"add_batch", "view_batch", "view_correctionrequest", "view_ledgerentry"}
REVIEWERS = EDITORS | {"decide_batch", "answer_correctionrequest"}
GROUPS = {"Contributors": {"view_ledgerentry"}, "Editors": EDITORS, "Reviewers": REVIEWERS}


def grant(apps, schema_editor):
    """Give the groups their part in review; permissions are made first, as Django makes them after migrating."""
    config = apps.get_app_config("claims")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="claims")
    for name, codenames in GROUPS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_review")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
