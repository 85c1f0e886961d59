"""An erasing act opens the door only for what it names; saved drafts of an erased act may be emptied."""

from importlib import resources

from django.db import migrations


def _sql() -> str:
    return (resources.files("yifa.matters") / "sql" / "erasure.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0004_leaves_move_to_the_log")]
    operations = [migrations.RunSQL(_sql(), migrations.RunSQL.noop)]
