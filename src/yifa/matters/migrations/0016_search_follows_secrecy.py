"""The words a matter is searched by are closed with it, also to who reads them without the search."""

from django.db import migrations

OWN = (
    "((SELECT current_setting('yifa.scope', true)) = 'agency' AND agency_id = ANY"
    " ((SELECT string_to_array(nullif(current_setting('yifa.agencies', true), ''), ','))::uuid[]))"
)
MACHINE = "(SELECT current_setting('yifa.scope', true)) IN ('worker', 'import')"
OPEN = "matter_id NOT IN (SELECT hidden_matters())"
FORWARD = f"""
DROP POLICY seen ON matters_mattertext;
CREATE POLICY seen ON matters_mattertext FOR SELECT TO yifa_app, yifa_worker USING ({MACHINE} OR ({OWN} AND {OPEN}));
DROP POLICY changed ON matters_mattertext;
CREATE POLICY changed ON matters_mattertext FOR UPDATE TO yifa_app, yifa_worker
    USING ({MACHINE} OR ({OWN} AND {OPEN})) WITH CHECK ({MACHINE} OR {OWN})
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0015_audit_of_looks")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
