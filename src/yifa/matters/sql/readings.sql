-- Retrievals are only added and seen; supervision, which may write nothing else, leaves its own.
CREATE TRIGGER matters_reading_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON matters_reading
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER matters_reading_database_clock BEFORE INSERT ON matters_reading
    FOR EACH ROW EXECUTE FUNCTION database_clock();
ALTER TABLE matters_reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE matters_reading FORCE ROW LEVEL SECURITY;
DO $$
DECLARE own text := '((SELECT current_setting(''yifa.scope'', true)) = ''agency'' AND agency_id = ANY'
        ' ((SELECT string_to_array(nullif(current_setting(''yifa.agencies'', true), ''''), '',''))::uuid[]))';
    beyond text := '(SELECT current_setting(''yifa.scope'', true)) IN (''supervision'', ''worker'', ''import'')';
BEGIN
    EXECUTE format('CREATE POLICY seen ON matters_reading FOR SELECT TO yifa_app, yifa_worker USING (%s OR %s)', beyond, own);
    EXECUTE format('CREATE POLICY added ON matters_reading FOR INSERT TO yifa_app, yifa_worker WITH CHECK (%s OR %s)', beyond, own);
    EXECUTE 'CREATE POLICY maintenance ON matters_reading TO yifa_owner'
        ' USING ((SELECT current_setting(''yifa.scope'', true)) = ''maintenance'')';
END $$;
GRANT SELECT, INSERT ON matters_reading TO yifa_app, yifa_worker;
