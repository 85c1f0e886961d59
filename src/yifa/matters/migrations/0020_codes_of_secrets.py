"""The page behind a paper's code tells nothing of a case that is a state secret (保守国家秘密法)."""

from importlib import resources

from django.db import migrations


def _sql(name: str) -> str:
    return (resources.files("yifa.matters") / "sql" / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0019_picture_knows_merged_parties")]

    operations = [migrations.RunSQL(_sql("picture.sql"), migrations.RunSQL.noop)]
