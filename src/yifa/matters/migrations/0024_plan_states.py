"""How far the units of a policy plan have come, told across agencies without anything of their matters' contents."""

from importlib import resources

from django.db import migrations

SQL = (resources.files("yifa.matters") / "sql" / "plan_states.sql").read_text(encoding="utf-8")
BACK = """
DROP INDEX matter_policy_task;
DROP INDEX matter_policy_due;
DROP FUNCTION plan_due(timestamptz, timestamptz, uuid, integer, integer);
DROP FUNCTION plan_counts(timestamptz, timestamptz, uuid[]);
DROP FUNCTION plan_board(timestamptz, timestamptz, uuid);
DROP FUNCTION plan_states_of(uuid);
DROP FUNCTION plan_states(uuid);
DROP FUNCTION plans_told();
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0023_picture_knows_posts"), ("registers", "0019_plans")]

    operations = [migrations.RunSQL(SQL, BACK)]
