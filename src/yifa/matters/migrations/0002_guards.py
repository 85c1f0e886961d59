"""Append-only tables, row-level security and the picture function, as SQL of our own."""

from importlib import resources

from django.db import migrations


def _sql(name: str) -> str:
    return (resources.files("yifa.matters") / "sql" / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial"), ("registers", "0002_protection")]
    operations = [migrations.RunSQL(_sql(name), migrations.RunSQL.noop) for name in ("guards.sql", "scopes.sql", "picture.sql")]
