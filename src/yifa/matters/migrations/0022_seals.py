"""How closed a case is stands on its row, so that row-level security asks nothing else of an open one."""

from importlib import resources

import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import Q


def _sql(name: str) -> str:
    return (resources.files("yifa.matters") / "sql" / name).read_text(encoding="utf-8")


# The triggers give every classified case its seal, hand it down, and find the files that are named.
SEALED = """
SELECT set_config('yifa.scope', 'maintenance', true);
UPDATE matters_matter SET seal = 1 WHERE secrecy <> 'ordinary';
SELECT set_config('yifa.scope', '', true)
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0021_drafts_hold_their_ids")]
    operations = [
        migrations.AddField("matter", "seal", models.SmallIntegerField(default=0, editable=False)),
        migrations.RunSQL(_sql("seals.sql"), migrations.RunSQL.noop),
        migrations.RunSQL(SEALED, migrations.RunSQL.noop),
        migrations.RunSQL(_sql("seen.sql"), migrations.RunSQL.noop),
        migrations.RemoveIndex("matter", "matter_classified"),
        migrations.RemoveIndex("matter", "matter_open_due"),
        migrations.AddIndex(
            "matter",
            models.Index(
                condition=Q(closed_at=None), fields=["agency", "due_at", "id"], include=["seal"],
                name="matter_agency_due",
            ),
        ),
        migrations.AddIndex(
            "matter",
            models.Index(
                condition=Q(closed_at=None), fields=["due_at", "id"], include=["agency", "seal"], name="matter_due"
            ),
        ),
        migrations.AddIndex(
            "matter", models.Index(condition=Q(seal__gt=0), fields=["agency", "seal", "id"], name="matter_sealed")
        ),
        migrations.AddIndex(
            "matter",
            django.contrib.postgres.indexes.GinIndex(
                condition=Q(seal__gt=0), fields=["involved", "known_to"], name="matter_sealed_part"
            ),
        ),
    ]
