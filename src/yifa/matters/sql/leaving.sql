-- Whoever leaves hands every open case over first. Whether any is left is asked by those who may see no case at all:
-- the answer gives numbers and dates, no names, no contents.

CREATE FUNCTION open_cases_of(p_officer uuid) RETURNS TABLE (id uuid, number text, procedure text, opened timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
SELECT m.id, m.number::text, m.procedure::text, m.opened_at FROM matters_matter m
WHERE m.closed_at IS NULL AND m.handlers @> jsonb_build_array(p_officer::text)
ORDER BY m.opened_at, m.id
$$;

ALTER FUNCTION open_cases_of(uuid) OWNER TO yifa_facts;
REVOKE ALL ON FUNCTION open_cases_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_cases_of(uuid) TO yifa_app, yifa_worker;
