-- Classified cases are seen by those who work on them, those a classification names, and those cleared for the class.
-- One function says which cases the transaction may not see; every policy asks it once per statement. It is short:
-- nearly always there is nothing to hide, and then it looks at a partial index and returns.

CREATE FUNCTION secrecy_rank(p_class text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT array_position(ARRAY['ordinary', 'personal', 'business', 'state'], p_class)
$$;

-- Runs as the fact reader: a policy on matters_matter cannot ask matters_matter itself.
CREATE FUNCTION hidden_matters() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 10 SET search_path FROM CURRENT AS $$
DECLARE
    officer text := coalesce(current_setting('yifa.officer', true), '');
    roles text[] := string_to_array(coalesce(current_setting('yifa.roles', true), ''), ',');
    own uuid[] := string_to_array(nullif(current_setting('yifa.agencies', true), ''), ',')::uuid[];
    cleared integer := coalesce(secrecy_rank(current_setting('yifa.clearance', true)), 1);
BEGIN
    IF NOT EXISTS (SELECT 1 FROM matters_matter WHERE secrecy <> 'ordinary') THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH RECURSIVE tree AS (
        SELECT m.id, m.id AS root FROM matters_matter m
        WHERE m.secrecy <> 'ordinary' AND coalesce(secrecy_rank(m.secrecy), 99) > cleared
        UNION
        -- What serves a closed case (a review, a hearing) is closed with it.
        SELECT c.id, tree.root FROM matters_matter c JOIN tree ON c.parent_id = tree.id
    ),
    mine AS (
        SELECT tree.root FROM tree JOIN matters_matter m ON m.id = tree.id
        WHERE (officer <> '' AND (m.involved ? officer OR m.known_to ? officer))
           OR EXISTS (
              SELECT 1 FROM matters_draft d
              WHERE d.matter_id = m.id AND d.state = 'submitted' AND d.agency_id = ANY (own)
                AND d.waiting_roles ?| roles
                AND (d.waiting_officer_id IS NULL OR d.waiting_officer_id::text = officer))
    )
    SELECT DISTINCT tree.id FROM tree WHERE tree.root NOT IN (SELECT mine.root FROM mine);
END $$;

-- What belongs to closed cases by way of something else.
DO $$
DECLARE kind text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['act', 'clock', 'draft'] LOOP
        EXECUTE format('CREATE FUNCTION hidden_%ss() RETURNS SETOF uuid'
            ' LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 10 SET search_path FROM CURRENT AS $f$'
            ' DECLARE closed uuid[] := ARRAY(SELECT hidden_matters());'
            ' BEGIN IF cardinality(closed) = 0 THEN RETURN; END IF;'
            ' RETURN QUERY SELECT t.id FROM matters_%s t WHERE t.matter_id = ANY (closed); END $f$', kind, kind);
        EXECUTE format('ALTER FUNCTION hidden_%ss() OWNER TO yifa_facts', kind);
        EXECUTE format('REVOKE ALL ON FUNCTION hidden_%ss() FROM PUBLIC', kind);
        EXECUTE format('GRANT EXECUTE ON FUNCTION hidden_%ss() TO yifa_app, yifa_worker, yifa_facts', kind);
    END LOOP;
END $$;

-- Files that closed cases hold: as evidence, as papers, or attached to what was recorded.
CREATE FUNCTION hidden_files() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 10 SET search_path FROM CURRENT AS $$
DECLARE closed uuid[] := ARRAY(SELECT hidden_matters());
BEGIN
    IF cardinality(closed) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT e.file_id FROM matters_exhibit e WHERE e.matter_id = ANY (closed) AND e.file_id IS NOT NULL
    UNION SELECT p.file_id FROM matters_paper p WHERE p.matter_id = ANY (closed) AND p.file_id IS NOT NULL
    UNION SELECT found[1]::uuid FROM matters_act a JOIN matters_actbody b ON b.act_id = a.id,
          regexp_matches(convert_from(b.body, 'UTF8'),
              '"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"', 'g') AS found
          WHERE a.matter_id = ANY (closed);
END $$;

ALTER FUNCTION hidden_matters() OWNER TO yifa_facts;
ALTER FUNCTION hidden_files() OWNER TO yifa_facts;
REVOKE ALL ON FUNCTION hidden_matters(), hidden_files() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hidden_matters(), hidden_files() TO yifa_app, yifa_worker, yifa_facts;
GRANT SELECT ON matters_draft TO yifa_facts;

DO $$
DECLARE
    t text;
    machine text := '(SELECT current_setting(''yifa.scope'', true)) IN (''worker'', ''import'')';
    own text := '((SELECT current_setting(''yifa.scope'', true)) = ''agency'''
        ' AND agency_id = ANY ((SELECT string_to_array(nullif(current_setting(''yifa.agencies'', true), ''''), '',''))::uuid[]))';
    -- Supervision sees the agencies of its region, as its settings name them: many, so that they are looked up by hash.
    seen text := '(' || own || ' OR ((SELECT current_setting(''yifa.scope'', true)) = ''supervision'''
        ' AND agency_id IN (SELECT unnest(string_to_array(nullif(current_setting(''yifa.agencies'', true), ''''), '',''))::uuid)))';
    open_text text;
    -- Of each table: the column that names its case, or what it belongs to.
    opened CONSTANT jsonb := jsonb_build_object(
        'matters_matter', 'id NOT IN (SELECT hidden_matters())',
        'matters_party', 'matter_id NOT IN (SELECT hidden_matters())',
        'matters_matterfact', 'matter_id NOT IN (SELECT hidden_matters())',
        'matters_draft', '(matter_id IS NULL OR matter_id NOT IN (SELECT hidden_matters()))',
        'matters_draftversion', 'draft_id NOT IN (SELECT hidden_drafts())',
        'matters_approval', '(matter_id IS NULL OR matter_id NOT IN (SELECT hidden_matters()))',
        'matters_act', 'matter_id NOT IN (SELECT hidden_matters())',
        'matters_actbody', 'act_id NOT IN (SELECT hidden_acts())',
        'matters_refusal', '(matter_id IS NULL OR matter_id NOT IN (SELECT hidden_matters()))',
        'matters_clock', 'matter_id NOT IN (SELECT hidden_matters())',
        'matters_clockevent', 'clock_id NOT IN (SELECT hidden_clocks())',
        'matters_exhibit', 'matter_id NOT IN (SELECT hidden_matters())',
        'matters_paper', 'matter_id NOT IN (SELECT hidden_matters())',
        'matters_effect', 'act_id NOT IN (SELECT hidden_acts())',
        'matters_disclosure', 'matter_id NOT IN (SELECT hidden_matters())',
        'matters_alert', 'matter_id NOT IN (SELECT hidden_matters())',
        'matters_reading', '(matter_id IS NULL OR matter_id NOT IN (SELECT hidden_matters()))',
        'matters_storedfile', 'id NOT IN (SELECT hidden_files())',
        'matters_filekey', 'file_id NOT IN (SELECT hidden_files())',
        'matters_numbercounter', 'true',
        'matters_numbervoid', 'true');
BEGIN
    FOR t, open_text IN SELECT * FROM jsonb_each_text(opened) LOOP
        EXECUTE format('DROP POLICY seen ON %I', t);
        EXECUTE format('CREATE POLICY seen ON %I FOR SELECT TO yifa_app, yifa_worker USING (%s OR (%s AND %s))',
                       t, machine, seen, open_text);
        CONTINUE WHEN t = 'matters_reading';  -- only ever added to
        EXECUTE format('DROP POLICY changed ON %I', t);
        EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO yifa_app, yifa_worker USING (%s OR (%s AND %s))'
                       ' WITH CHECK (%s OR %s)', t, machine, own, open_text, machine, own);
    END LOOP;
    -- A draft that waits opens its case to whom it waits for: nobody may lay one upon a case that is closed to them.
    DROP POLICY added ON matters_draft;
    EXECUTE format('CREATE POLICY added ON matters_draft FOR INSERT TO yifa_app, yifa_worker WITH CHECK (%s OR (%s AND %s))',
                   machine, own, opened ->> 'matters_draft');
END $$;
