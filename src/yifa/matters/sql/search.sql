-- What matters are searched by. The planner does not use a GIN index under row-level security, because the operator is
-- not leakproof. So the search runs as the fact reader in one function that asks what the policies ask, and gives
-- ids only; what is read of those matters goes through the policies again.

ALTER TABLE matters_mattertext ENABLE ROW LEVEL SECURITY;
ALTER TABLE matters_mattertext FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    may text := '((SELECT current_setting(''yifa.scope'', true)) IN (''worker'', ''import'')'
        ' OR ((SELECT current_setting(''yifa.scope'', true)) = ''agency'' AND agency_id = ANY'
        ' ((SELECT string_to_array(nullif(current_setting(''yifa.agencies'', true), ''''), '',''))::uuid[])))';
    kept text := '((SELECT current_setting(''yifa.scope'', true)) = ''maintenance'')';
    t text := 'matters_mattertext';
BEGIN
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT TO yifa_app, yifa_worker USING (%s)', t, may);
    EXECUTE format('CREATE POLICY added ON %I FOR INSERT TO yifa_app, yifa_worker WITH CHECK (%s)', t, may);
    EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO yifa_app, yifa_worker USING (%s) WITH CHECK (%s)',
                   t, may, may);
    EXECUTE format('CREATE POLICY facts ON %I FOR SELECT TO yifa_facts USING (true)', t);
    EXECUTE format('CREATE POLICY maintenance ON %I TO yifa_owner USING (%s) WITH CHECK (%s)', t, kept, kept);
END $$;
GRANT SELECT, INSERT, UPDATE ON matters_mattertext TO yifa_app, yifa_worker;
GRANT SELECT ON matters_mattertext TO yifa_facts;

-- The newest `p_most` matters with the words, within the scope of the transaction.
CREATE FUNCTION matter_search(p_asked tsquery, p_most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path FROM CURRENT AS $$
DECLARE
    kind text := coalesce(current_setting('yifa.scope', true), '');
    own uuid[] := string_to_array(nullif(current_setting('yifa.agencies', true), ''), ',')::uuid[];
    closed uuid[] := ARRAY(SELECT hidden_matters());
BEGIN
    IF kind IN ('agency', 'supervision') THEN
        RETURN QUERY EXECUTE
            'SELECT t.matter_id FROM matters_mattertext t WHERE t.words @@ $1 AND t.agency_id = ANY ($2)'
            ' AND t.matter_id <> ALL ($3) ORDER BY t.opened_at DESC, t.matter_id DESC LIMIT $4'
            USING p_asked, own, closed, p_most;
    ELSIF kind IN ('worker', 'import') THEN
        RETURN QUERY EXECUTE
            'SELECT t.matter_id FROM matters_mattertext t WHERE t.words @@ $1'
            ' ORDER BY t.opened_at DESC, t.matter_id DESC LIMIT $2'
            USING p_asked, p_most;
    END IF;
END $$;

ALTER FUNCTION matter_search(tsquery, integer) OWNER TO yifa_facts;
REVOKE ALL ON FUNCTION matter_search(tsquery, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION matter_search(tsquery, integer) TO yifa_app, yifa_worker;
