"""The picture shows since when a person has been doing legal review (行政处罚法第五十八条第二款)."""

from importlib import resources

from django.db import migrations


def _picture() -> str:
    return (resources.files("yifa.matters") / "sql" / "picture.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0011_picture_knows_mandates"), ("registers", "0010_reviewing_since")]

    operations = [migrations.RunSQL(_picture(), migrations.RunSQL.noop)]
