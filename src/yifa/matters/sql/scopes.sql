-- Row-level security, forced: a transaction sees what its settings allow, and nothing when nothing is set.
-- The settings are read in sub-selects so that they are evaluated once per statement, not once per row.

DO $$
DECLARE
    t text;
    seen text := '(SELECT current_setting(''yifa.scope'', true)) IN (''supervision'', ''worker'', ''import'')'
        ' OR ((SELECT current_setting(''yifa.scope'', true)) = ''agency'''
        ' AND agency_id = ANY ((SELECT string_to_array(nullif(current_setting(''yifa.agencies'', true), ''''), '',''))::uuid[]))';
    written text := '(SELECT current_setting(''yifa.scope'', true)) IN (''worker'', ''import'')'
        ' OR ((SELECT current_setting(''yifa.scope'', true)) = ''agency'''
        ' AND agency_id = ANY ((SELECT string_to_array(nullif(current_setting(''yifa.agencies'', true), ''''), '',''))::uuid[]))';
BEGIN
    FOREACH t IN ARRAY ARRAY[
        'matters_matter', 'matters_party', 'matters_matterfact', 'matters_draft', 'matters_draftversion',
        'matters_approval', 'matters_act', 'matters_actbody', 'matters_refusal', 'matters_clock', 'matters_clockevent',
        'matters_storedfile', 'matters_filekey', 'matters_exhibit', 'matters_paper', 'matters_numbercounter',
        'matters_numbervoid', 'matters_effect', 'matters_disclosure', 'matters_alert']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY seen ON %I FOR SELECT TO yifa_app, yifa_worker USING (%s)', t, seen);
        EXECUTE format('CREATE POLICY added ON %I FOR INSERT TO yifa_app, yifa_worker WITH CHECK (%s)', t, written);
        EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO yifa_app, yifa_worker USING (%s) WITH CHECK (%s)',
                       t, written, written);
        EXECUTE format('CREATE POLICY facts ON %I FOR SELECT TO yifa_facts USING (true)', t);
        EXECUTE format('CREATE POLICY maintenance ON %I TO yifa_owner'
                       ' USING ((SELECT current_setting(''yifa.scope'', true)) = ''maintenance'')', t);
    END LOOP;
    EXECUTE 'CREATE POLICY public_seen ON matters_disclosure FOR SELECT TO yifa_app'
        ' USING ((SELECT current_setting(''yifa.scope'', true)) = ''public'' AND published_at IS NOT NULL)';
END $$;

GRANT SELECT, INSERT ON matters_act, matters_actbody, matters_approval, matters_draftversion, matters_clockevent,
    matters_refusal, matters_exhibit, matters_pendingleaf, matters_numbervoid, matters_storedfile, matters_filekey
    TO yifa_app, yifa_worker;
GRANT SELECT, INSERT, UPDATE ON matters_matter, matters_party, matters_matterfact, matters_draft, matters_clock,
    matters_paper, matters_effect, matters_disclosure, matters_alert, matters_numbercounter
    TO yifa_app, yifa_worker;
GRANT UPDATE (body, erased_by_id) ON matters_actbody TO yifa_app, yifa_worker;
GRANT UPDATE (key, destroyed_by_id) ON matters_filekey TO yifa_app, yifa_worker;
GRANT SELECT ON matters_procedureversion TO yifa_app, yifa_worker;
GRANT USAGE ON SEQUENCE matters_pendingleaf_id_seq, matters_numbercounter_id_seq TO yifa_app, yifa_worker;
GRANT SELECT ON matters_matter, matters_party, matters_matterfact, matters_act, matters_actbody, matters_clock,
    matters_exhibit, matters_paper, matters_approval, matters_disclosure, matters_procedureversion TO yifa_facts;
