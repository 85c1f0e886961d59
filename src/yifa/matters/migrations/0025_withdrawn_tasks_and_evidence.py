"""Tasks of a plan that were taken back count nowhere and are told with the reason; who checks a task reads its evidence."""

from importlib import resources

from django.db import migrations


def _sql(name: str) -> str:
    return (resources.files("yifa.matters") / "sql" / name).read_text(encoding="utf-8")


# The counts go on as they are: without the stages that this brings they say the same.
BACK = """
DROP FUNCTION plan_withdrawn(uuid, uuid, date, date, integer, integer);
DROP INDEX matter_policy_withdrawn;
DROP POLICY checked ON matters_reading;
DROP FUNCTION reads_evidence(uuid, uuid, uuid);
DROP FUNCTION checked_evidence(uuid, uuid);
DROP FUNCTION checked_task(uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0024_plan_states")]

    operations = [migrations.RunSQL([_sql("plan_withdrawn.sql"), _sql("evidence.sql")], BACK)]
