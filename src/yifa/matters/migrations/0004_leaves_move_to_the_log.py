"""The queue of leaves belongs to the log now; the picture reads bodies as lines.

A database filled before there was a log holds bodies in a form that can be neither read nor proved any more; it is
refused whole instead of being half converted.
"""

from importlib import resources

from django.db import migrations

OLD_BODIES = """
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM matters_actbody WHERE get_byte(body, 0) = 123) THEN
        RAISE EXCEPTION '这个数据库由正式使用存证日志之前的试用版本建立，请新建数据目录后重新装载';
    END IF;
END $$
"""


def _picture() -> str:
    return (resources.files("yifa.matters") / "sql" / "picture.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_delegated_steps"), ("ledger", "0002_guards")]
    operations = [
        migrations.RunSQL("SELECT set_config('yifa.scope', 'maintenance', true)", migrations.RunSQL.noop),
        migrations.RunSQL(OLD_BODIES, migrations.RunSQL.noop),
        migrations.RunSQL(_picture(), migrations.RunSQL.noop),
        migrations.DeleteModel("PendingLeaf"),
    ]
