from django.contrib.auth.management import create_permissions
from django.db import migrations

CURATED = ("citation", "claim", "claimant", "claimlink", "event", "place", "quantity", "question", "source")
CONTRIBUTORS = {
    *(f"{act}_{model}" for act in ("add", "change", "view") for model in CURATED),
    "delete_citation",
    "delete_quantity",
    "add_assessment",
    "view_assessment",
}
EDITORS = CONTRIBUTORS | {
    *(f"delete_{model}" for model in CURATED),
    "publish_claim",
    "confirm_claimlink",
    "assess_claim",
}
REVIEWERS = EDITORS | {"decide_assessment"}
GROUPS = {"Contributors": CONTRIBUTORS, "Editors": EDITORS, "Reviewers": REVIEWERS}


def make_groups(apps, schema_editor):
    """Make the three groups; permissions are made first, since Django itself makes them only after migrating."""
    config = apps.get_app_config("claims")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="claims")
    for name, codenames in GROUPS.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


def drop_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, drop_groups)]
