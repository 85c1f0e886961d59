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
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
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
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    RETURN QUERY SELECT u.id, m.stage::text, m.opened_at, m.due_at, m.closed_at, m.last_act_at
    FROM registers_plantaskunit u JOIN matters_matter m ON m.id = u.matter_id
    WHERE u.agency_id = p_agency AND u.charged AND m.secrecy = 'ordinary' AND u.plan_id IN (SELECT plans_told());
END $$;

-- Counts over all plans, by agency (`what` 1), by month of the last day (2; null without one) and of the whole (3).
-- Overdue and near are asked of what is not closed. `p_plan` null: every plan.
CREATE FUNCTION plan_board(p_now timestamptz, p_near timestamptz, p_plan uuid)
RETURNS TABLE (what integer, agency_id uuid, month date, tasks bigint, unopened bigint, unaccepted bigint, claimed bigint, returned bigint,
               overdue bigint, near bigint, closed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path FROM CURRENT
SET enable_nestloop = off AS $$
DECLARE told uuid[] := ARRAY(SELECT plans_told());
BEGIN
    IF p_plan IS NOT NULL THEN
        told := ARRAY(SELECT unnest(told) INTERSECT SELECT p_plan);
    END IF;
    RETURN QUERY
    SELECT grouping(s.agency_id, s.month), s.agency_id, s.month, count(*),
        count(*) FILTER (WHERE s.stage IS NULL),
        count(*) FILTER (WHERE s.stage = 'assigned'),
        count(*) FILTER (WHERE s.stage = 'claimed'),
        count(*) FILTER (WHERE s.stage = 'returned'),
        count(*) FILTER (WHERE s.closed_at IS NULL AND s.due < p_now),
        count(*) FILTER (WHERE s.closed_at IS NULL AND s.due >= p_now AND s.due < p_near),
        count(*) FILTER (WHERE s.closed_at IS NOT NULL)
    FROM (
        SELECT u.agency_id, m.stage, m.closed_at, coalesce(m.due_at, t.due_at) AS due,
            date_trunc('month', coalesce(m.due_at, t.due_at) AT TIME ZONE 'Asia/Shanghai')::date AS month
        FROM registers_plantaskunit u
        JOIN (SELECT k.id, (k.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' - interval '1 second' AS due_at
              FROM registers_plantask k) t ON t.id = u.task_id
        LEFT JOIN matters_matter m ON m.id = u.matter_id AND m.secrecy = 'ordinary'
        WHERE u.charged AND u.plan_id = ANY (told)
    ) s
    GROUP BY GROUPING SETS ((s.agency_id), (s.month), ());
END $$;

-- The same counts for each of these plans.
CREATE FUNCTION plan_counts(p_now timestamptz, p_near timestamptz, p_plans uuid[])
RETURNS TABLE (plan_id uuid, tasks bigint, unopened bigint, unaccepted bigint, claimed bigint, returned bigint,
               overdue bigint, near bigint, closed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
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
            coalesce(m.due_at, (t.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' - interval '1 second') AS due
        FROM registers_plantaskunit u JOIN registers_plantask t ON t.id = u.task_id
        LEFT JOIN matters_matter m ON m.id = u.matter_id AND m.secrecy = 'ordinary'
        WHERE u.charged AND u.plan_id = ANY (p_plans) AND u.plan_id IN (SELECT plans_told())
    ) s
    GROUP BY s.plan_id;
END $$;

-- What is over and not done, the longest first, or what falls due before a day; one page of it.
CREATE FUNCTION plan_due(p_from timestamptz, p_to timestamptz, p_agency uuid, p_skip integer, p_most integer)
RETURNS TABLE (unit_id uuid, stage text, due_at timestamptz, moved_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
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
