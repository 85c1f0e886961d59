"""The picture shows by what documents an agency acts: authorised, entrusted, granted."""

from importlib import resources

from django.db import migrations


def _picture() -> str:
    return (resources.files("yifa.matters") / "sql" / "picture.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0010_picture_knows_the_parent"), ("registers", "0007_mandates")]

    operations = [migrations.RunSQL(_picture(), migrations.RunSQL.noop)]
