-- The one reviewed path that sees more than the user does. It runs as yifa_facts inside the caller's transaction
-- and gives the gates everything they may ask about one matter in one statement, the party's history with
-- other agencies included. What it returns never leaves the engine: findings name only agency and number.
-- `p_matter` is null for a matter about to be opened.

CREATE OR REPLACE FUNCTION matter_picture(
    p_matter uuid, p_agency uuid, p_officers uuid[], p_subjects uuid[], p_draft uuid
) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off
    SET enable_bitmapscan = off AS $$
-- Planned once in a session: few rows by their keys, by index whatever the statistics say. Planning it at every call
-- would take twice as long as running it.
BEGIN RETURN (
WITH RECURSIVE chain AS (
    SELECT r.code::text, r.parent_id::text, 1 AS depth FROM registers_region r
      JOIN registers_agency a ON a.region_id = r.code WHERE a.id = p_agency
    UNION ALL
    SELECT r.code::text, r.parent_id::text, c.depth + 1 FROM registers_region r JOIN chain c ON r.code = c.parent_id
),
subjects AS (
    SELECT subject_id AS id FROM matters_party WHERE matter_id = p_matter
    UNION SELECT unnest(p_subjects)
),
-- Entries of one subject that were merged are one subject: what was done under any of them is told under the one asked for.
family AS (
    SELECT id AS asked, id AS entry FROM subjects
    UNION
    SELECT f.asked, x.id FROM family f CROSS JOIN LATERAL (
        SELECT s.merged_into_id AS id FROM registers_subject s WHERE s.id = f.entry AND s.merged_into_id IS NOT NULL
        UNION ALL SELECT s.id FROM registers_subject s WHERE s.merged_into_id = f.entry) x
),
people AS (
    SELECT unnest(p_officers) AS id
    UNION SELECT (x ->> 'officer_id')::uuid FROM matters_act a, jsonb_array_elements(a.actors) x
      WHERE a.matter_id = p_matter AND x ->> 'officer_id' <> ''
    UNION SELECT h::uuid FROM matters_matter c JOIN matters_matter m ON m.id = c.parent_id,
      jsonb_array_elements_text(m.handlers) h WHERE c.id = p_matter
    UNION SELECT (x ->> 'officer_id')::uuid FROM matters_matter c JOIN matters_act a ON a.matter_id = c.parent_id,
      jsonb_array_elements(a.actors) x WHERE c.id = p_matter AND x ->> 'officer_id' <> ''
)
SELECT json_build_object(
    'now', clock_timestamp(),
    'recorded', EXISTS (SELECT 1 FROM matters_act WHERE id = p_draft),
    'lawbook', (SELECT json_build_array(version, changed_at) FROM registers_stamp WHERE name = 'law'),
    'agency', (SELECT json_build_object('id', a.id, 'name', a.name, 'sector', a.sector, 'prefix', a.doc_prefix,
                   'region', a.region_id, 'node', a.node, 'kind', a.kind,
                   'level', (SELECT r.level FROM registers_region r WHERE r.code = a.region_id),
                   'principal', (SELECT b.name FROM registers_agency b
                                 WHERE b.id = a.parent_id AND a.kind = 'entrusted'),
                   'mandates', (SELECT json_agg(json_build_object('kind', n.kind, 'type', n.type, 'codes', n.codes,
                                    'document', n.document, 'from', n.valid_from, 'to', n.valid_to,
                                    'grantor', coalesce(g.name, n.grantor_name), 'grantor_kind', g.kind,
                                    'published', n.published_on, 'evaluated', n.evaluated_on) ORDER BY n.valid_from)
                                FROM registers_mandate n LEFT JOIN registers_agency g ON g.id = n.grantor_id
                                WHERE n.agency_id = a.id),
                   -- An entrusted organisation acts in the name of its principal: that is the body to be verified.
                   'verifications', (SELECT json_agg(json_build_object('year', v.year, 'result', v.result,
                                         'from', v.valid_from, 'to', v.valid_to, 'document', v.document)
                                         ORDER BY v.valid_from, v.year)
                                     FROM registers_agencyverification v WHERE v.agency_id =
                                         CASE WHEN a.kind = 'entrusted' THEN a.parent_id ELSE a.id END),
                   'verifying', (SELECT min(v.published_on) FROM registers_agencyverification v
                                 JOIN registers_agency b ON b.id = v.agency_id
                                 WHERE b.node = a.node AND b.region_id = coalesce((SELECT p.region_id
                                     FROM registers_agency p WHERE p.id = a.parent_id AND a.kind = 'entrusted'),
                                     a.region_id)))
               FROM registers_agency a WHERE a.id = p_agency),
    'regions', (SELECT json_agg(code ORDER BY depth) FROM chain),
    'acts', (SELECT json_agg(json_build_object('id', a.id, 'seq', a.seq, 'kind', a.kind, 'schema', a.schema_version,
                   'from', a.occurred_from, 'to', a.occurred_to, 'recorded', a.recorded_at, 'actors', a.actors,
                   'corrects', a.corrects_id, 'mode', a.mode, 'source_recorded', a.source_recorded_at,
                   'body', ('[' || replace(convert_from(b.body, 'UTF8'), E'\n', ',') || ']')::json) ORDER BY a.seq)
             FROM matters_act a LEFT JOIN matters_actbody b ON b.act_id = a.id WHERE a.matter_id = p_matter),
    'parties', (SELECT json_agg(json_build_object('subject', p.subject_id, 'name', p.name, 'role', p.role,
                   'kind', p.kind, 'birth_date', s.birth_date, 'identifier', s.identifier) ORDER BY p.position)
                FROM matters_party p JOIN registers_subject s ON s.id = p.subject_id WHERE p.matter_id = p_matter),
    'subjects', (SELECT json_agg(json_build_object('subject', s.id, 'name', s.name, 'kind', s.kind,
                   'birth_date', s.birth_date, 'identifier', s.identifier))
                 FROM registers_subject s WHERE s.id = ANY (p_subjects)),
    'officers', (SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'agency', o.agency_id, 'unit', o.unit_id,
                   'legal', o.legal_qualified, 'reviewing', o.reviewing_since, 'auxiliary', o.auxiliary,
                   'from', o.valid_from, 'to', o.valid_to,
                   'grants', (SELECT json_agg(json_build_object('role', g.role, 'agency', g.agency_id, 'unit', g.unit_id,
                                 'from', g.valid_from, 'to', g.valid_to))
                              FROM registers_roleheld g WHERE g.officer_id = o.id),
                   'certificates', (SELECT json_agg(json_build_object('number', c.number, 'agency', c.agency_id,
                                       'from', c.valid_from, 'to', c.valid_to,
                                       'states', (SELECT json_agg(json_build_array(s.since, s.state) ORDER BY s.since)
                                                  FROM registers_certificatestate s WHERE s.certificate_id = c.id)))
                                    FROM registers_certificate c WHERE c.officer_id = o.id)))
                 FROM registers_officer o WHERE o.id IN (SELECT id FROM people)),
    'clocks', (SELECT json_agg(json_build_object('id', c.id, 'name', c.name, 'figure', c.figure, 'amount', c.amount,
                   'unit', c.unit, 'started', c.started_at, 'due', c.due_at, 'provisional', c.provisional,
                   'ended', c.ended_at, 'paused', c.paused, 'pauses', c.pauses, 'steps', c.steps) ORDER BY c.started_at, c.id)
               FROM matters_clock c WHERE c.matter_id = p_matter),
    'exhibits', (SELECT json_agg(json_build_object('id', e.id, 'act', e.act_id, 'kind', e.kind, 'title', e.title,
                   'sha256', e.sha256) ORDER BY e.id) FROM matters_exhibit e WHERE e.matter_id = p_matter),
    'papers', (SELECT json_agg(json_build_object('id', p.id, 'act', p.act_id, 'kind', p.kind, 'title', p.title,
                   'number', p.number) ORDER BY p.id) FROM matters_paper p WHERE p.matter_id = p_matter),
    'facts', (SELECT json_object_agg(f.name, coalesce(to_json(f.text), to_json(f.integer), to_json(f.day),
                   to_json(f.moment), to_json(f.flag))) FROM matters_matterfact f WHERE f.matter_id = p_matter),
    'approvals', (SELECT json_agg(json_build_object('version', v.version, 'step', v.step, 'action', v.action,
                   'officer', v.officer_id, 'name', v.name, 'role', v.role, 'certificate', v.certificate,
                   'opinion', v.opinion, 'seen', v.seen,
                   'at', coalesce(v.source_recorded_at, v.recorded_at)) ORDER BY v.recorded_at, v.id)
                  FROM matters_approval v WHERE v.draft_id = p_draft AND v.agency_id = p_agency),
    'children', (SELECT json_agg(json_build_object('id', m.id, 'procedure', m.procedure, 'stage', m.stage,
                   'closed', m.closed_at,
                   'facts', (SELECT json_object_agg(f.name, coalesce(to_json(f.text), to_json(f.integer), to_json(f.day)))
                             FROM matters_matterfact f WHERE f.matter_id = m.id)) ORDER BY m.id)
                 FROM matters_matter m WHERE m.parent_id = p_matter),
    'parent', (SELECT json_build_object('id', m.id, 'procedure', m.procedure, 'stage', m.stage,
                   'suspended', m.suspended, 'number', m.number, 'handlers', m.handlers, 'opened', m.opened_at,
                   'facts', (SELECT json_object_agg(f.name, coalesce(to_json(f.text), to_json(f.integer),
                                 to_json(f.day), to_json(f.moment), to_json(f.flag)))
                             FROM matters_matterfact f WHERE f.matter_id = m.id),
                   'parties', (SELECT json_agg(json_build_object('subject', p.subject_id, 'name', p.name,
                                  'role', p.role, 'kind', p.kind, 'birth_date', s.birth_date,
                                  'identifier', s.identifier) ORDER BY p.position)
                               FROM matters_party p JOIN registers_subject s ON s.id = p.subject_id
                               WHERE p.matter_id = m.id),
                   'acts', (SELECT json_agg(json_build_object('id', a.id, 'seq', a.seq, 'kind', a.kind,
                                'schema', a.schema_version, 'from', a.occurred_from, 'to', a.occurred_to,
                                'recorded', a.recorded_at, 'actors', a.actors, 'corrects', a.corrects_id,
                                'mode', a.mode, 'source_recorded', a.source_recorded_at,
                                'body', ('[' || replace(convert_from(b.body, 'UTF8'), E'\n', ',') || ']')::json)
                                ORDER BY a.seq)
                            FROM matters_act a LEFT JOIN matters_actbody b ON b.act_id = a.id
                            WHERE a.matter_id = m.id))
               FROM matters_matter c JOIN matters_matter m ON m.id = c.parent_id WHERE c.id = p_matter),
    'history', (SELECT json_agg(h.row) FROM (
        SELECT json_build_object('id', m.id, 'procedure', m.procedure, 'stage', m.stage, 'agency', m.agency_id,
                   'agency_name', g.name, 'number', m.number, 'subject', p.asked, 'opened', m.opened_at,
                   'closed', m.closed_at,
                   'facts', (SELECT json_object_agg(f.name, coalesce(to_json(f.text), to_json(f.integer),
                                 to_json(f.day), to_json(f.moment), to_json(f.flag)))
                             FROM matters_matterfact f WHERE f.matter_id = m.id)) AS row
        FROM (SELECT DISTINCT q.matter_id, k.asked
              FROM (SELECT entry, min(asked::text)::uuid AS asked FROM family GROUP BY entry) k
              JOIN matters_party q ON q.subject_id = k.entry WHERE q.role = 'party') p
        JOIN matters_matter m ON m.id = p.matter_id JOIN registers_agency g ON g.id = m.agency_id
        WHERE m.id IS DISTINCT FROM p_matter
        ORDER BY m.opened_at DESC LIMIT 300) h)
)
);
END $$;

-- What anyone holding a paper with its code may see: how far the matter has come, no names, no contents.
CREATE OR REPLACE FUNCTION public_case(p_code text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
SELECT json_build_object('matter', m.id, 'procedure', m.procedure, 'version', v.version, 'stage', m.stage,
    'suspended', m.suspended, 'agency', g.name, 'number', m.number, 'opened', m.opened_at, 'closed', m.closed_at,
    'history', (SELECT json_agg(json_build_object('kind', a.kind, 'stage', a.stage_to, 'on', a.occurred_to) ORDER BY a.seq)
                FROM matters_act a WHERE a.matter_id = m.id AND a.stage_to <> a.stage_from))
FROM matters_matter m JOIN registers_agency g ON g.id = m.agency_id
JOIN matters_procedureversion v ON v.id = m.version_id
WHERE m.code = p_code AND length(p_code) >= 16 AND m.secrecy <> 'state'  -- a state secret is told to nobody here
$$;

ALTER FUNCTION matter_picture(uuid, uuid, uuid[], uuid[], uuid) OWNER TO yifa_facts;
ALTER FUNCTION public_case(text) OWNER TO yifa_facts;
REVOKE ALL ON FUNCTION matter_picture(uuid, uuid, uuid[], uuid[], uuid), public_case(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION matter_picture(uuid, uuid, uuid[], uuid[], uuid), public_case(text) TO yifa_app, yifa_worker;
