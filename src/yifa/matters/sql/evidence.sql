-- Evidence that a unit names when it claims a task done (or asks for more time) is read by the agency that checks. No policy is
-- wider for it: files stay with the unit, and the one that is asked for is handed out by a function that looks whether
-- this very check is about a claim which names it. Destroying the file's key ends it for both.

GRANT SELECT ON matters_filekey TO yifa_facts;

-- The task that a check is about, when the asker's agency does the check and the file is named in it: by what the check
-- received and by a record of the task itself, which is that unit's and answers to the agency that checks.
CREATE FUNCTION checked_task(p_check uuid, p_file uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own uuid[] := string_to_array(nullif(current_setting('yifa.agencies', true), ''), ',')::uuid[];
    named text := '%"' || p_file::text || '"%';
BEGIN
    IF coalesce(current_setting('yifa.scope', true), '') <> 'agency' OR p_check IN (SELECT hidden_matters()) THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT t.id FROM matters_matter c
        JOIN matters_matter t ON t.id = c.parent_id AND t.procedure = 'policy_task.task' AND t.secrecy = 'ordinary'
        JOIN registers_agency g ON g.id = c.agency_id
        JOIN matters_matterfact o ON o.matter_id = t.id AND o.name = 'owner' AND o.text IN (g.code, g.name)
        JOIN matters_storedfile f ON f.id = p_file AND f.agency_id = t.agency_id AND f.secrecy = 'ordinary'
        WHERE c.id = p_check AND c.procedure = 'policy_task.check' AND c.agency_id = ANY (own)
            AND p_file NOT IN (SELECT hidden_files())
            AND EXISTS (SELECT 1 FROM matters_act a JOIN matters_actbody b ON b.act_id = a.id
                        WHERE a.matter_id = c.id AND a.kind IN ('receive_claim', 'receive_extension')
                            AND convert_from(b.body, 'UTF8') LIKE named)
            AND EXISTS (SELECT 1 FROM matters_act a JOIN matters_actbody b ON b.act_id = a.id
                        WHERE a.matter_id = t.id AND a.kind IN ('claim', 'ask_extension')
                            AND convert_from(b.body, 'UTF8') LIKE named));
END $$;

CREATE FUNCTION checked_evidence(p_check uuid, p_file uuid)
RETURNS TABLE (task_id uuid, id uuid, agency_id uuid, sha256 text, size bigint, media_type text, name text,
               storage_key text, key bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE task uuid := checked_task(p_check, p_file);
BEGIN
    IF task IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT task, f.id, f.agency_id, f.sha256::text, f.size, f.media_type::text, f.name::text,
        f.storage_key::text, k.key
    FROM matters_storedfile f LEFT JOIN matters_filekey k ON k.file_id = f.id WHERE f.id = p_file;
END $$;

-- Whether the asker may leave in the unit's log that this file of its task was read: one who checks it, and of no other.
CREATE FUNCTION reads_evidence(p_task uuid, p_file uuid, p_agency uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM matters_matter c JOIN matters_matter t ON t.id = c.parent_id
                   WHERE t.id = p_task AND t.agency_id = p_agency AND c.procedure = 'policy_task.check'
                       AND checked_task(c.id, p_file) = p_task);
END $$;
CREATE POLICY checked ON matters_reading FOR INSERT TO yifa_app
    WITH CHECK ((SELECT current_setting('yifa.scope', true)) = 'agency' AND what = 'file' AND secrecy = 'ordinary'
        AND officer_id = (SELECT nullif(current_setting('yifa.officer', true), ''))::uuid
        AND reads_evidence(matter_id, object_id, agency_id));

DO $$
DECLARE f text;
BEGIN
    FOREACH f IN ARRAY ARRAY['checked_task(uuid, uuid)', 'checked_evidence(uuid, uuid)', 'reads_evidence(uuid, uuid, uuid)']
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO yifa_facts', f);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION checked_evidence(uuid, uuid), reads_evidence(uuid, uuid, uuid) TO yifa_app;
