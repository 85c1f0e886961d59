"""Nobody records an act under the id of a draft that is not theirs (docs/decisions/0004)."""

from importlib import resources

from django.db import migrations


def _sql(name: str) -> str:
    return (resources.files("yifa.matters") / "sql" / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0020_codes_of_secrets")]

    operations = [migrations.RunSQL(_sql("draft_ids.sql"), migrations.RunSQL.noop)]
