-- A draft's id becomes its act's id. Whether a draft has it already that is not the asker's own, of this very act in this
-- very case, is asked across agencies: otherwise whoever learns an id could take it first, elsewhere. One word is told.

CREATE FUNCTION draft_held(p_draft uuid, p_officer uuid, p_kind text, p_matter uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
SELECT EXISTS (
    SELECT 1 FROM matters_draft d
    WHERE d.id = p_draft
      AND NOT (d.kind = p_kind AND d.matter_id IS NOT DISTINCT FROM p_matter
               AND (d.author_id IS NOT DISTINCT FROM p_officer OR d.co_handlers @> jsonb_build_array(p_officer::text)))
)
$$;

ALTER FUNCTION draft_held(uuid, uuid, text, uuid) OWNER TO yifa_facts;
REVOKE ALL ON FUNCTION draft_held(uuid, uuid, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION draft_held(uuid, uuid, text, uuid) TO yifa_app, yifa_worker;
