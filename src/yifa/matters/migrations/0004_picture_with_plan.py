"""The picture function keeps its plan for the session, and says whether a draft has become an act already."""

from importlib import resources

from django.db import migrations


def _sql() -> str:
    return (resources.files("yifa.matters") / "sql" / "picture.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_delegated_steps")]
    operations = [migrations.RunSQL(_sql(), migrations.RunSQL.noop)]
