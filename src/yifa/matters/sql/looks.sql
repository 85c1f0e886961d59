-- Looks into what is not one's own work are only added and seen, also by supervision, which may write nothing else. The
-- one who looked reads that they did: the same reason is not asked for twice on a day.
CREATE TRIGGER matters_protectedread_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON matters_protectedread
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER matters_protectedread_database_clock BEFORE INSERT ON matters_protectedread
    FOR EACH ROW EXECUTE FUNCTION database_clock();
ALTER TABLE matters_protectedread ENABLE ROW LEVEL SECURITY;
ALTER TABLE matters_protectedread FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    machine text := '(SELECT current_setting(''yifa.scope'', true)) IN (''worker'', ''import'')';
    within text := '((SELECT current_setting(''yifa.scope'', true)) IN (''agency'', ''supervision'') AND agency_id = ANY'
        ' ((SELECT string_to_array(nullif(current_setting(''yifa.agencies'', true), ''''), '',''))::uuid[]))';
    mine text := '(officer_id = (SELECT nullif(current_setting(''yifa.officer'', true), '''')::uuid))';
    opened text := '(matter_id IS NULL OR matter_id NOT IN (SELECT hidden_matters()))';
BEGIN
    EXECUTE format('CREATE POLICY seen ON matters_protectedread FOR SELECT TO yifa_app, yifa_worker'
                   ' USING (%s OR ((%s OR %s) AND %s))', machine, within, mine, opened);
    -- Nobody leaves a look in another's name, nor upon a case that is closed to them.
    EXECUTE format('CREATE POLICY added ON matters_protectedread FOR INSERT TO yifa_app, yifa_worker'
                   ' WITH CHECK (%s OR (%s AND %s AND %s))', machine, within, mine, opened);
    EXECUTE 'CREATE POLICY maintenance ON matters_protectedread TO yifa_owner'
        ' USING ((SELECT current_setting(''yifa.scope'', true)) = ''maintenance'')';
END $$;
GRANT SELECT, INSERT ON matters_protectedread TO yifa_app, yifa_worker;
