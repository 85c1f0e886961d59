"""hidden_files() as of 0013 failed once a case was closed: `found` is also a variable of every plpgsql function."""

from django.db import migrations

HIDDEN_FILES = r"""
CREATE OR REPLACE FUNCTION hidden_files() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 10 SET search_path FROM CURRENT AS $$
DECLARE closed uuid[] := ARRAY(SELECT hidden_matters());
BEGIN
    IF cardinality(closed) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT e.file_id FROM matters_exhibit e WHERE e.matter_id = ANY (closed) AND e.file_id IS NOT NULL
    UNION SELECT p.file_id FROM matters_paper p WHERE p.matter_id = ANY (closed) AND p.file_id IS NOT NULL
    UNION SELECT mentioned.ids[1]::uuid FROM matters_act a JOIN matters_actbody b ON b.act_id = a.id,
          regexp_matches(convert_from(b.body, 'UTF8'),
              '"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"', 'g') AS mentioned(ids)
          WHERE a.matter_id = ANY (closed);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0015_audit_of_looks")]

    operations = [migrations.RunSQL(HIDDEN_FILES, migrations.RunSQL.noop)]
