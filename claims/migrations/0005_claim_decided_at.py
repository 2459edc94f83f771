import datetime

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Subquery


def fill(apps, schema_editor):
    """Store on each claim when its newest finding was approved."""
    approved = apps.get_model("claims", "Assessment").objects.filter(claim=OuterRef("pk"), state="approved")
    newest = approved.order_by("-decided_at", "-number").values("decided_at")[:1]
    claims = apps.get_model("claims", "Claim").objects.using(schema_editor.connection.alias)
    claims.filter(Exists(approved)).update(decided_at=Subquery(newest))


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_review_permissions")]
    operations = [
        migrations.AddField(
            model_name="claim",
            name="decided_at",
            field=models.DateTimeField(
                default=datetime.datetime(1, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                editable=False,
                verbose_name="newest finding at",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["publication", "-decided_at", "-id"], name="claims_claim_newest_decided"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
