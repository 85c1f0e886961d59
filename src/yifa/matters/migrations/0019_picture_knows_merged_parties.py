"""The picture tells what was done under every entry of a party that was merged from several."""

from importlib import resources

from django.db import migrations


def _sql(name: str) -> str:
    return (resources.files("yifa.matters") / "sql" / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0018_closed_files"), ("registers", "0015_people")]

    operations = [migrations.RunSQL(_sql("picture.sql"), migrations.RunSQL.noop)]
