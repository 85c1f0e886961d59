"""Who has a part in a closed case stands on its row, where row-level security reads it without asking a function."""

from importlib import resources

from django.db import migrations, models
from django.db.models import Case, F, Q, When
from django.db.models.expressions import CombinedExpression

SQL = (resources.files("yifa.matters") / "sql" / "parts.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0025_withdrawn_tasks_and_evidence")]
    operations = [
        migrations.AddField(
            "matter",
            "parts",
            models.GeneratedField(
                expression=Case(
                    When(seal__gt=0, then=CombinedExpression(F("involved"), "||", F("known_to"))),
                    output_field=models.JSONField(),
                ),
                output_field=models.JSONField(null=True),
                db_persist=True,
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
        migrations.RemoveIndex("matter", "matter_agency_due"),
        migrations.RemoveIndex("matter", "matter_due"),
        migrations.AddIndex(
            "matter",
            models.Index(
                condition=Q(closed_at=None), fields=["agency", "due_at", "id"], include=["seal", "parts"],
                name="matter_agency_due",
            ),
        ),
        migrations.AddIndex(
            "matter",
            models.Index(
                condition=Q(closed_at=None), fields=["due_at", "id"], include=["agency", "seal", "parts"],
                name="matter_due",
            ),
        ),
    ]
