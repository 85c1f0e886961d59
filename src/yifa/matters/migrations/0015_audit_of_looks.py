"""The audit administrator sees who looked into what is not their own work: the role is asked of the register."""

from django.db import migrations

LOOKS = "matters_protectedread"
AUDITS = """EXISTS (
    SELECT 1 FROM registers_rolegrant g
    WHERE g.officer_id::text = (SELECT current_setting('yifa.officer', true)) AND g.role = 'audit_admin'
    AND g.valid_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
    AND (g.valid_to IS NULL OR g.valid_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date))"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0014_search"), ("registers", "0013_accounts")]

    operations = [
        migrations.RunSQL(
            f"CREATE POLICY audited ON {LOOKS} FOR SELECT TO yifa_app, yifa_worker USING ({AUDITS})",
            f"DROP POLICY audited ON {LOOKS}",
        ),
    ]
