"""An erased act keeps the lines that open its columns, so that these stay proved; the guard cuts them out itself."""

from importlib import resources

from django.db import migrations, models


def _sql() -> str:
    return (resources.files("yifa.matters") / "sql" / "envelope.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0007_parties_are_proved")]
    operations = [
        migrations.AddField("actbody", "head", models.BinaryField(null=True)),
        migrations.RunSQL(_sql(), migrations.RunSQL.noop),
    ]
