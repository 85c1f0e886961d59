"""Insert-only tables and who may read and add, as SQL of our own."""

from importlib import resources

from django.db import migrations


def _sql(name: str) -> str:
    return (resources.files("yifa.ledger.store") / "sql" / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(_sql(name), migrations.RunSQL.noop) for name in ("guards.sql", "grants.sql")]
