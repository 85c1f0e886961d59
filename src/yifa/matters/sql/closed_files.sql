-- As in secrecy.sql, with a name for what is read out of the bodies that PL/pgSQL does not know otherwise (FOUND).
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
    UNION SELECT named.part[1]::uuid FROM matters_act a JOIN matters_actbody b ON b.act_id = a.id,
          regexp_matches(convert_from(b.body, 'UTF8'),
              '"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"', 'g') AS named(part)
          WHERE a.matter_id = ANY (closed)
    UNION SELECT named.part[1]::uuid FROM matters_draft d,
          regexp_matches(d.payload::text,
              '"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"', 'g') AS named(part)
          WHERE d.matter_id = ANY (closed);
END $$
