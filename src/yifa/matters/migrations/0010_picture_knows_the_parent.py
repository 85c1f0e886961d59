"""The picture of a child shows the matter that spawned it."""

from importlib import resources

from django.db import migrations


def _picture() -> str:
    return (resources.files("yifa.matters") / "sql" / "picture.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0009_readings")]

    operations = [migrations.RunSQL(_picture(), migrations.RunSQL.noop)]
