"""The picture shows the roles that people hold with their posts, too."""

from importlib import resources

from django.db import migrations


def _sql(name: str) -> str:
    return (resources.files("yifa.matters") / "sql" / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0022_seals"), ("registers", "0018_registers_completed")]

    operations = [migrations.RunSQL(_sql("picture.sql"), migrations.RunSQL.noop)]
