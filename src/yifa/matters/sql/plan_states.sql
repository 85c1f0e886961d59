-- How far the units of a policy plan have come. The board of a plan shows every unit's tasks to those who answer for the
-- plan, and its progress to the public once the plan is published; the matters of the tasks stay with each agency. What is
-- told of a matter is its stage and its days: no names, no contents, no number. Classified ones are not told at all.

CREATE FUNCTION plans_told() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path FROM CURRENT AS $$
DECLARE who text := current_setting('yifa.scope', true);
BEGIN
    IF who IN ('agency', 'supervision', 'worker', 'import') THEN
        RETURN QUERY SELECT p.id FROM registers_policyplan p WHERE p.state <> 'withdrawn';
    ELSIF who = 'public' THEN
        RETURN QUERY SELECT p.id FROM registers_policyplan p
                     WHERE p.state <> 'withdrawn' AND p.published_on IS NOT NULL;
    END IF;
END $$;

-- One row for each unit that answers for a task of the plan.
CREATE FUNCTION plan_states(p_plan uuid)
RETURNS TABLE (unit_id uuid, stage text, opened_at timestamptz, due_at timestamptz, closed_at timestamptz, moved_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    IF p_plan NOT IN (SELECT plans_told()) THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT u.id, m.stage::text, m.opened_at, m.due_at, m.closed_at, m.last_act_at
    FROM registers_plantaskunit u JOIN matters_matter m ON m.id = u.matter_id
    WHERE u.plan_id = p_plan AND u.charged AND m.secrecy = 'ordinary';
END $$;

-- The same for one agency over all plans.
CREATE FUNCTION plan_states_of(p_agency uuid)
RETURNS TABLE (unit_id uuid, stage text, opened_at timestamptz, due_at timestamptz, closed_at timestamptz, moved_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY SELECT u.id, m.stage::text, m.opened_at, m.due_at, m.closed_at, m.last_act_at
    FROM registers_plantaskunit u JOIN matters_matter m ON m.id = u.matter_id
    WHERE u.agency_id = p_agency AND u.charged AND m.secrecy = 'ordinary' AND u.plan_id IN (SELECT plans_told());
END $$;

-- Read by index alone: what the board counts, and what is late. Tasks are few among the cases of an agency.
CREATE INDEX matter_policy_task ON matters_matter (id) INCLUDE (stage, closed_at, due_at, secrecy)
    WHERE procedure = 'policy_task.task';
CREATE INDEX matter_policy_due ON matters_matter (due_at, id) WHERE procedure = 'policy_task.task' AND closed_at IS NULL;

-- Counts over all plans, by agency (`what` 1), by month of the last day (2; null without one) and of the whole (3).
-- Overdue and near are asked of what is not closed. `p_plan` null: every plan.
CREATE FUNCTION plan_board(p_now timestamptz, p_near timestamptz, p_plan uuid)
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
        WHERE u.charged AND u.plan_id = ANY (told)
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
CREATE FUNCTION plan_counts(p_now timestamptz, p_near timestamptz, p_plans uuid[])
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
    ) s
    GROUP BY s.plan_id;
END $$;

-- What is over and not done, the longest first, or what falls due before a day; one page of it.
CREATE FUNCTION plan_due(p_from timestamptz, p_to timestamptz, p_agency uuid, p_skip integer, p_most integer)
RETURNS TABLE (unit_id uuid, stage text, due_at timestamptz, moved_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY SELECT u.id, m.stage::text, m.due_at, m.last_act_at
    FROM matters_matter m JOIN registers_plantaskunit u ON u.matter_id = m.id
    WHERE m.procedure = 'policy_task.task' AND m.closed_at IS NULL AND m.secrecy = 'ordinary' AND u.charged
        AND m.due_at >= p_from AND m.due_at < p_to AND (p_agency IS NULL OR u.agency_id = p_agency)
        AND u.plan_id IN (SELECT plans_told())
    ORDER BY m.due_at, u.id OFFSET p_skip LIMIT p_most;
END $$;

DO $$
DECLARE f text;
BEGIN
    FOREACH f IN ARRAY ARRAY['plans_told()', 'plan_states(uuid)', 'plan_states_of(uuid)',
                             'plan_board(timestamptz, timestamptz, uuid)',
                             'plan_counts(timestamptz, timestamptz, uuid[])',
                             'plan_due(timestamptz, timestamptz, uuid, integer, integer)']
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO yifa_facts', f);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO yifa_app, yifa_worker', f);
    END LOOP;
END $$;
