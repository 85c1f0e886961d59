"""Which files closed cases hold, also in drafts; the first wording of the function could not run."""

from importlib import resources

from django.db import migrations


def _sql() -> str:
    return (resources.files("yifa.matters") / "sql" / "closed_files.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0017_picture_knows_verifications")]
    operations = [migrations.RunSQL(_sql(), migrations.RunSQL.noop)]
