-- Who has a part in a closed case stands on its row too (`parts`, empty for open ones), and in the indexes that counts are
-- answered from: the policy of cases looks at the row and asks no function for it. What it lets through is what it was.
DO $$
DECLARE
    own text := 'agency_id IN (SELECT unnest(string_to_array(nullif(current_setting(''yifa.agencies'', true), ''''), '','')::uuid[])'
        ' WHERE current_setting(''yifa.scope'', true) IN (''agency''))';
    machine text := '(SELECT current_setting(''yifa.scope'', true)) IN (''worker'', ''import'')';
    unsealed text := '(seal = 0 OR parts ? nullif(current_setting(''yifa.officer'', true), '''') OR seal <= cleared()'
        ' OR id = ANY ((SELECT opened_matters())::uuid[]))';
BEGIN
    DROP POLICY seen ON matters_matter;
    -- Compared with zero for the reason told in seen.sql.
    EXECUTE 'CREATE POLICY seen ON matters_matter FOR SELECT TO yifa_app, yifa_worker USING ((CASE WHEN'
        ' ((SELECT reads_everything()) OR agency_id = ANY ((SELECT agencies_read())::uuid[])) AND '
        || unsealed || ' THEN 1 ELSE 0 END) <> 0)';
    DROP POLICY changed ON matters_matter;
    EXECUTE format('CREATE POLICY changed ON matters_matter FOR UPDATE TO yifa_app, yifa_worker'
                   ' USING ((%s OR %s) AND %s) WITH CHECK (%s OR %s)', machine, own, unsealed, machine, own);
END $$;
DROP FUNCTION unsealed(uuid, smallint);
DROP FUNCTION part_in(uuid);
