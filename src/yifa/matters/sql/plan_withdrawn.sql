-- Tasks that were taken back from a unit are no part of progress, and are told with the reason and the paper: whoever reads
-- the plan sees why there is one task less.

-- Counts over all plans, by agency (`what` 1), by month of the last day (2; null without one) and of the whole (3).
-- Overdue and near are asked of what is not closed. `p_plan` null: every plan. What was taken back from a unit counts nowhere.
CREATE OR REPLACE FUNCTION plan_board(p_now timestamptz, p_near timestamptz, p_plan uuid)
RETURNS TABLE (what integer, agency_id uuid, month date, tasks bigint, unopened bigint, unaccepted bigint, claimed bigint,
               returned bigint, overdue bigint, near bigint, closed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path FROM CURRENT
SET enable_nestloop = off SET jit = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    told uuid[] := ARRAY(SELECT plans_told());
    today date := (p_now AT TIME ZONE 'Asia/Shanghai')::date;
    soon date := (p_near AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    IF p_plan IS NOT NULL THEN
        told := ARRAY(SELECT unnest(told) INTERSECT SELECT p_plan);
    END IF;
    RETURN QUERY
    WITH charged AS MATERIALIZED (
        SELECT u.agency_id AS agency, m.stage AS stage, m.closed_at IS NOT NULL AS done,
            CASE WHEN m.due_at IS NULL OR m.closed_at IS NOT NULL THEN u.due_on ELSE (m.due_at AT TIME ZONE 'Asia/Shanghai')::date END AS due
        FROM registers_plantaskunit u
        LEFT JOIN matters_matter m ON m.id = u.matter_id AND m.procedure = 'policy_task.task' AND m.secrecy = 'ordinary'
        WHERE u.charged AND u.plan_id = ANY (told) AND coalesce(m.stage, '') NOT IN ('cancelled', 'reassigned', 'cancelled_archived')
    ),
    by_agency AS (
        SELECT c.agency, count(*) AS n, count(*) FILTER (WHERE c.stage IS NULL) AS unopened,
            count(*) FILTER (WHERE c.stage = 'assigned') AS unaccepted,
            count(*) FILTER (WHERE c.stage = 'claimed') AS claimed,
            count(*) FILTER (WHERE c.stage = 'returned') AS returned,
            count(*) FILTER (WHERE NOT c.done AND c.due < today) AS overdue,
            count(*) FILTER (WHERE NOT c.done AND c.due >= today AND c.due < soon) AS near,
            count(*) FILTER (WHERE c.done) AS closed
        FROM charged c GROUP BY c.agency
    ),
    by_day AS (
        SELECT c.due, count(*) AS n, count(*) FILTER (WHERE c.stage IS NULL) AS unopened,
            count(*) FILTER (WHERE c.stage = 'assigned') AS unaccepted,
            count(*) FILTER (WHERE c.stage = 'claimed') AS claimed,
            count(*) FILTER (WHERE c.stage = 'returned') AS returned,
            count(*) FILTER (WHERE NOT c.done) AS running,
            count(*) FILTER (WHERE c.done) AS closed
        FROM charged c GROUP BY c.due
    )
    SELECT 1, a.agency, NULL::date, a.n, a.unopened, a.unaccepted, a.claimed, a.returned, a.overdue, a.near, a.closed
    FROM by_agency a
    UNION ALL
    SELECT 2, NULL, date_trunc('month', d.due)::date, sum(d.n)::bigint, sum(d.unopened)::bigint, sum(d.unaccepted)::bigint,
        sum(d.claimed)::bigint, sum(d.returned)::bigint,
        coalesce(sum(d.running) FILTER (WHERE d.due < today), 0)::bigint,
        coalesce(sum(d.running) FILTER (WHERE d.due >= today AND d.due < soon), 0)::bigint, sum(d.closed)::bigint
    FROM by_day d GROUP BY 3
    UNION ALL
    SELECT 3, NULL, NULL, sum(a.n)::bigint, sum(a.unopened)::bigint, sum(a.unaccepted)::bigint, sum(a.claimed)::bigint,
        sum(a.returned)::bigint, sum(a.overdue)::bigint, sum(a.near)::bigint, sum(a.closed)::bigint
    FROM by_agency a HAVING count(*) > 0;
END $$;

-- The same counts for each of these plans.
CREATE OR REPLACE FUNCTION plan_counts(p_now timestamptz, p_near timestamptz, p_plans uuid[])
RETURNS TABLE (plan_id uuid, tasks bigint, unopened bigint, unaccepted bigint, claimed bigint, returned bigint,
               overdue bigint, near bigint, closed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY
    SELECT s.plan_id, count(*),
        count(*) FILTER (WHERE s.stage IS NULL),
        count(*) FILTER (WHERE s.stage = 'assigned'),
        count(*) FILTER (WHERE s.stage = 'claimed'),
        count(*) FILTER (WHERE s.stage = 'returned'),
        count(*) FILTER (WHERE s.closed_at IS NULL AND s.due < p_now),
        count(*) FILTER (WHERE s.closed_at IS NULL AND s.due >= p_now AND s.due < p_near),
        count(*) FILTER (WHERE s.closed_at IS NOT NULL)
    FROM (
        SELECT u.plan_id, m.stage, m.closed_at,
            coalesce(m.due_at, (u.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' - interval '1 second') AS due
        FROM registers_plantaskunit u
        LEFT JOIN matters_matter m ON m.id = u.matter_id AND m.procedure = 'policy_task.task' AND m.secrecy = 'ordinary'
        WHERE u.charged AND u.plan_id = ANY (p_plans) AND u.plan_id IN (SELECT plans_told())
            AND coalesce(m.stage, '') NOT IN ('cancelled', 'reassigned', 'cancelled_archived')
    ) s
    GROUP BY s.plan_id;
END $$;

CREATE INDEX matter_policy_withdrawn ON matters_matter (id)
    WHERE procedure = 'policy_task.task' AND stage IN ('cancelled', 'reassigned', 'cancelled_archived');

-- What was taken back: of one plan or of all, of one agency or of all, whose last day lay between two days. The newest first.
CREATE FUNCTION plan_withdrawn(p_plan uuid, p_agency uuid, p_from date, p_to date, p_skip integer, p_most integer)
RETURNS TABLE (unit_id uuid, withdrawn_on date, ground text, reason text, document text, due_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY
    SELECT u.id, f.on_day, f.ground, f.reason, f.document, coalesce(f.due, u.due_on)
    FROM matters_matter m JOIN registers_plantaskunit u ON u.matter_id = m.id
    CROSS JOIN LATERAL (
        SELECT max(x.day) FILTER (WHERE x.name = 'cancelled_on') AS on_day,
            max(x.text) FILTER (WHERE x.name = 'cancel_ground') AS ground,
            max(x.text) FILTER (WHERE x.name = 'cancel_reason') AS reason,
            max(x.text) FILTER (WHERE x.name = 'cancel_document') AS document,
            max(x.day) FILTER (WHERE x.name = 'due_on') AS due
        FROM matters_matterfact x WHERE x.matter_id = m.id) f
    WHERE m.procedure = 'policy_task.task' AND m.stage IN ('cancelled', 'reassigned', 'cancelled_archived') AND m.secrecy = 'ordinary' AND u.charged
        AND (p_plan IS NULL OR u.plan_id = p_plan) AND (p_agency IS NULL OR u.agency_id = p_agency)
        AND (p_from IS NULL OR coalesce(f.due, u.due_on) >= p_from) AND (p_to IS NULL OR coalesce(f.due, u.due_on) <= p_to)
        AND u.plan_id IN (SELECT plans_told())
    ORDER BY f.on_day DESC, u.id OFFSET p_skip LIMIT p_most;
END $$;
ALTER FUNCTION plan_withdrawn(uuid, uuid, date, date, integer, integer) OWNER TO yifa_facts;
REVOKE ALL ON FUNCTION plan_withdrawn(uuid, uuid, date, date, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plan_withdrawn(uuid, uuid, date, date, integer, integer) TO yifa_app, yifa_worker;
