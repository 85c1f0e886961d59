"""The picture shows whether the enforcing body is verified; open cases of an officer who leaves can be counted."""

from importlib import resources

from django.db import migrations


def _sql(name: str) -> str:
    return (resources.files("yifa.matters") / "sql" / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0016_search_follows_secrecy"), ("registers", "0015_people")]

    operations = [
        migrations.RunSQL(_sql("picture.sql"), migrations.RunSQL.noop),
        migrations.RunSQL(_sql("leaving.sql"), "DROP FUNCTION open_cases_of(uuid)"),
    ]
