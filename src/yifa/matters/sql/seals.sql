-- How closed a case is stands on its row: `seal` is the strictest class among the case and what it serves (a review, a
-- hearing), as a rank from 0. Nearly every row has 0, and a policy that reads it asks nothing else of that row.
-- Only triggers set it: whatever is written there by others is put right again.

-- The highest rank that the transaction is cleared for: 0 when nothing, or nothing known, is set. Jobs see everything.
CREATE FUNCTION cleared() RETURNS smallint
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE WHEN current_setting('yifa.scope', true) IN ('worker', 'import') THEN 99
        ELSE coalesce(array_position(ARRAY['personal', 'business', 'state'], current_setting('yifa.clearance', true)), 0) END;
END $$;

-- Runs as the fact reader: a case may serve one of another agency.
CREATE FUNCTION set_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE above smallint := 0;
BEGIN
    IF NEW.parent_id IS NOT NULL THEN
        -- Locked, so that nobody closes the parent in between without closing this one with it.
        SELECT p.seal INTO above FROM matters_matter p WHERE p.id = NEW.parent_id FOR SHARE;
    END IF;
    NEW.seal := greatest(coalesce(secrecy_rank(NEW.secrecy), 9) - 1, coalesce(above, 0));
    RETURN NEW;
END $$;
-- After the classifying statement and not within it: whoever classifies must still be able to see what they wrote.
CREATE FUNCTION seal_anew() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE matters_matter m SET seal = -1 WHERE m.id = NEW.id;  -- set_seal knows better
    RETURN NULL;
END $$;
CREATE FUNCTION pass_seal_on() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE matters_matter c SET seal = -1 WHERE c.parent_id = NEW.id;
    IF OLD.seal = 0 THEN
        PERFORM remember_named_files(NEW.id);
    END IF;
    RETURN NULL;
END $$;

-- Files that records and drafts of closed cases name, found once: when a case is closed, and when something is added.
CREATE TABLE matters_namedfile (
    matter_id uuid NOT NULL REFERENCES matters_matter (id),
    file_id uuid NOT NULL REFERENCES matters_storedfile (id),
    PRIMARY KEY (matter_id, file_id)
);
ALTER TABLE matters_namedfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE matters_namedfile FORCE ROW LEVEL SECURITY;
CREATE POLICY facts ON matters_namedfile TO yifa_facts USING (true) WITH CHECK (true);
CREATE POLICY maintenance ON matters_namedfile TO yifa_owner
    USING ((SELECT current_setting('yifa.scope', true)) = 'maintenance');
GRANT SELECT, INSERT ON matters_namedfile TO yifa_facts;
GRANT SELECT ON matters_storedfile TO yifa_facts;
CREATE POLICY facts_named ON matters_storedfile FOR SELECT TO yifa_facts USING (true);

CREATE FUNCTION name_files(p_matter uuid, p_text text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
INSERT INTO matters_namedfile (matter_id, file_id)
SELECT DISTINCT p_matter, f.id
FROM regexp_matches(p_text, '"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"', 'g') AS named(part)
JOIN matters_storedfile f ON f.id = named.part[1]::uuid
ON CONFLICT DO NOTHING
$$;
CREATE FUNCTION remember_named_files(p_matter uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM name_files(p_matter, convert_from(b.body, 'UTF8'))
    FROM matters_act a JOIN matters_actbody b ON b.act_id = a.id WHERE a.matter_id = p_matter AND b.body IS NOT NULL;
    PERFORM name_files(p_matter, d.payload::text) FROM matters_draft d WHERE d.matter_id = p_matter;
END $$;
CREATE FUNCTION name_files_of_body() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE closed uuid := (SELECT m.id FROM matters_act a JOIN matters_matter m ON m.id = a.matter_id
                        WHERE a.id = NEW.act_id AND m.seal > 0);
BEGIN
    IF closed IS NOT NULL THEN
        PERFORM name_files(closed, convert_from(NEW.body, 'UTF8'));
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION name_files_of_draft() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = NEW.matter_id AND m.seal > 0) THEN
        PERFORM name_files(NEW.matter_id, NEW.payload::text);
    END IF;
    RETURN NULL;
END $$;

-- The closed cases above the reader's clearance that are open to the reader all the same: those the reader works on or
-- was let know of, those with a draft that waits for the reader, and what belongs to them. Few, and found by an index.
CREATE FUNCTION opened_matters() RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    officer text := coalesce(current_setting('yifa.officer', true), '');
    roles text[] := string_to_array(coalesce(current_setting('yifa.roles', true), ''), ',');
    own uuid[] := string_to_array(nullif(current_setting('yifa.agencies', true), ''), ',')::uuid[];
    cleared smallint := cleared();
    mine uuid[];
BEGIN
    mine := ARRAY(
        SELECT m.id FROM matters_matter m
        WHERE m.seal > 0 AND m.seal > cleared AND officer <> '' AND (m.involved ? officer OR m.known_to ? officer)
        UNION
        SELECT m.id FROM matters_matter m JOIN matters_draft d ON d.matter_id = m.id
        WHERE m.seal > 0 AND m.seal > cleared AND d.state = 'submitted' AND d.agency_id = ANY (own)
          AND d.waiting_roles ?| roles AND (d.waiting_officer_id IS NULL OR d.waiting_officer_id::text = officer));
    IF cardinality(mine) = 0 THEN
        RETURN mine;
    END IF;
    RETURN ARRAY(
        WITH RECURSIVE above AS (
            SELECT m.id, m.parent_id, m.secrecy FROM matters_matter m WHERE m.id = ANY (mine)
            UNION
            SELECT p.id, p.parent_id, p.secrecy FROM matters_matter p JOIN above ON p.id = above.parent_id
        ),
        root AS (SELECT above.id FROM above WHERE coalesce(secrecy_rank(above.secrecy), 9) - 1 > cleared),
        -- What serves an opened case is open with it, unless it is closed for a reason of its own.
        below AS (
            SELECT root.id FROM root
            UNION
            SELECT c.id FROM matters_matter c JOIN below ON c.parent_id = below.id
            WHERE coalesce(secrecy_rank(c.secrecy), 9) - 1 <= cleared OR c.id IN (SELECT root.id FROM root)
        )
        SELECT below.id FROM below);
END $$;

-- Whether the reader is cleared for a sealed case or has a part in that very case. Asked by the policy of cases for each
-- sealed row that is met, which are few; only where it says no, `opened_matters()` is asked too, once per statement.
CREATE FUNCTION part_in(p_matter uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 10 SET search_path FROM CURRENT AS $$
DECLARE officer text := current_setting('yifa.officer', true);
BEGIN
    RETURN officer <> '' AND EXISTS (SELECT 1 FROM matters_matter m
                                     WHERE m.id = p_matter AND (m.involved ? officer OR m.known_to ? officer));
END $$;
CREATE FUNCTION unsealed(p_matter uuid, p_seal smallint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10 AS $$
BEGIN
    RETURN p_seal <= cleared() OR part_in(p_matter);
END $$;

-- As in secrecy.sql, from the seals.
CREATE OR REPLACE FUNCTION hidden_matters() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 10 SET search_path FROM CURRENT AS $$
DECLARE
    rank smallint := cleared();
BEGIN
    IF NOT EXISTS (SELECT 1 FROM matters_matter m WHERE m.seal > 0 AND m.seal > rank) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT m.id FROM matters_matter m WHERE m.seal > 0 AND m.seal > rank
    EXCEPT SELECT unnest(opened_matters());
END $$;

-- As in closed_files.sql, without reading a single body.
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
    UNION SELECT n.file_id FROM matters_namedfile n WHERE n.matter_id = ANY (closed);
END $$;

-- Whoever leaves hands every open case over first: a closed case counts, but nothing of it is told, not even its id.
CREATE OR REPLACE FUNCTION open_cases_of(p_officer uuid)
RETURNS TABLE (id uuid, number text, procedure text, opened timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
WITH held AS (
    SELECT m.id, m.number::text, m.procedure::text, m.opened_at FROM matters_matter m
    WHERE m.closed_at IS NULL AND m.handlers @> jsonb_build_array(p_officer::text)
), closed AS MATERIALIZED (
    SELECT hidden_matters() AS id
)
SELECT held.id, held.number, held.procedure, held.opened_at FROM held WHERE held.id NOT IN (SELECT closed.id FROM closed)
UNION ALL
SELECT NULL, NULL, NULL, NULL FROM held WHERE held.id IN (SELECT closed.id FROM closed)
ORDER BY 4 NULLS LAST, 1
$$;

DO $$
DECLARE f text;
BEGIN
    FOREACH f IN ARRAY ARRAY['set_seal()', 'seal_anew()', 'pass_seal_on()', 'name_files(uuid, text)',
                             'remember_named_files(uuid)', 'name_files_of_body()', 'name_files_of_draft()',
                             'opened_matters()', 'part_in(uuid)']
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO yifa_facts', f);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION opened_matters(), part_in(uuid) TO yifa_app, yifa_worker;
GRANT UPDATE (seal) ON matters_matter TO yifa_facts;
CREATE POLICY seals ON matters_matter FOR UPDATE TO yifa_facts USING (true) WITH CHECK (true);

CREATE TRIGGER matters_matter_seal_new BEFORE INSERT ON matters_matter FOR EACH ROW
    WHEN (NEW.secrecy <> 'ordinary' OR NEW.parent_id IS NOT NULL OR NEW.seal <> 0) EXECUTE FUNCTION set_seal();
CREATE TRIGGER matters_matter_seal BEFORE UPDATE ON matters_matter FOR EACH ROW
    WHEN (NEW.seal <> OLD.seal) EXECUTE FUNCTION set_seal();
CREATE TRIGGER matters_matter_seal_anew AFTER UPDATE ON matters_matter FOR EACH ROW
    WHEN (NEW.secrecy <> OLD.secrecy OR NEW.parent_id IS DISTINCT FROM OLD.parent_id) EXECUTE FUNCTION seal_anew();
CREATE TRIGGER matters_matter_seal_down AFTER UPDATE ON matters_matter FOR EACH ROW
    WHEN (NEW.seal <> OLD.seal) EXECUTE FUNCTION pass_seal_on();
CREATE TRIGGER matters_actbody_names AFTER INSERT ON matters_actbody FOR EACH ROW EXECUTE FUNCTION name_files_of_body();
CREATE TRIGGER matters_draft_names AFTER INSERT OR UPDATE OF payload, matter_id ON matters_draft FOR EACH ROW
    WHEN (NEW.matter_id IS NOT NULL) EXECUTE FUNCTION name_files_of_draft();
