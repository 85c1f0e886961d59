"""The statements of the indicators. Each gives (agency, done, whole) for the agencies asked for.

Named values: agencies, start and end of the period, on (the day as of which), now (the first moment after it), number
(of the figure), minutes (of a class hour).
"""

# Officers, no auxiliaries, with a certificate of their agency that is valid on the last day of the period.
_CERTIFIED = """
certified AS (
    SELECT DISTINCT o.id, o.agency_id FROM registers_officer o
    JOIN registers_certificate c ON c.officer_id = o.id AND c.agency_id = o.agency_id AND c.withdrawn_by IS NULL
        AND c.valid_from <= %(end)s AND c.valid_to >= %(end)s
    WHERE o.agency_id = ANY (%(agencies)s) AND NOT o.auxiliary AND o.withdrawn_by IS NULL
        AND o.valid_from <= %(end)s AND (o.valid_to IS NULL OR o.valid_to >= %(end)s)
        AND coalesce((SELECT s.state FROM registers_certificatestate s WHERE s.certificate_id = c.id
                      AND s.since <= %(end)s ORDER BY s.since DESC LIMIT 1), 'valid') = 'valid'
)
"""

TRAINING_HOURS = f"""
WITH {_CERTIFIED},
attended AS (
    SELECT a.officer_id, sum(coalesce(a.minutes, t.minutes)) AS minutes
    FROM registers_trainingattendance a JOIN registers_training t ON t.id = a.training_id
    WHERE t."on" BETWEEN %(start)s AND %(end)s AND t."on" <= %(on)s
        AND t.withdrawn_by IS NULL AND a.withdrawn_by IS NULL AND a.officer_id IN (SELECT id FROM certified)
    GROUP BY a.officer_id
)
SELECT c.agency_id, count(*) FILTER (WHERE coalesce(a.minutes, 0) >= %(number)s::bigint * %(minutes)s), count(*)
FROM certified c LEFT JOIN attended a ON a.officer_id = c.id GROUP BY c.agency_id
"""

REVIEWER_SHARE = f"""
WITH {_CERTIFIED},
reviewing AS (
    SELECT g.agency_id, count(DISTINCT o.id) AS n
    FROM registers_roleheld g JOIN registers_officer o ON o.id = g.officer_id
    WHERE g.role = 'legal_reviewer' AND g.agency_id = ANY (%(agencies)s) AND o.legal_qualified
        AND g.valid_from <= %(end)s AND (g.valid_to IS NULL OR g.valid_to >= %(end)s)
        AND o.valid_from <= %(end)s AND (o.valid_to IS NULL OR o.valid_to >= %(end)s)
    GROUP BY g.agency_id
)
SELECT c.agency_id, coalesce(max(r.n), 0), count(*)
FROM certified c LEFT JOIN reviewing r ON r.agency_id = c.agency_id GROUP BY c.agency_id
"""

DISCLOSED = """
SELECT d.agency_id, count(*) FILTER (WHERE d.published_at <= d.due_at), count(*)
FROM matters_disclosure d
WHERE d.agency_id = ANY (%(agencies)s) AND d.decided_on BETWEEN %(start)s AND %(end)s AND d.due_at IS NOT NULL
    AND d.withdrawn_at IS NULL AND (d.due_at < %(now)s OR d.published_at < %(now)s)
GROUP BY d.agency_id
"""

ARCHIVED = """
SELECT c.agency_id, count(*) FILTER (WHERE c.ended_at <= c.due_at), count(*)
FROM matters_clock c
WHERE c.agency_id = ANY (%(agencies)s) AND c.name = 'archiving' AND c.due_at IS NOT NULL
    AND (c.started_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(start)s AND %(end)s
    AND (c.due_at < %(now)s OR c.ended_at < %(now)s)
GROUP BY c.agency_id
"""

AFTER_GRANT = """
WITH granted AS (
    SELECT m.id, m.agency_id, (m.valid_from + interval '1 year')::date AS until, m.valid_from
    FROM registers_mandate m
    WHERE m.kind = 'granted' AND m.withdrawn_by IS NULL
        AND m.agency_id = ANY (%(agencies)s) AND m.valid_from BETWEEN %(start)s AND %(end)s
),
trained AS (
    SELECT g.id, count(t.id) AS n FROM granted g LEFT JOIN registers_training t ON t.mandate_id = g.id
        AND t."on" BETWEEN g.valid_from AND g.until AND t."on" <= %(on)s AND t.withdrawn_by IS NULL
    GROUP BY g.id
)
SELECT g.agency_id, count(*) FILTER (WHERE t.n >= %(number)s), count(*)
FROM granted g JOIN trained t ON t.id = g.id
WHERE g.until < %(on)s OR t.n >= %(number)s GROUP BY g.agency_id
"""

# Of a recording only the day is known: the hours are counted from the end of that day, which is late rather than early.
RECORDINGS = """
WITH taken AS (
    SELECT e.agency_id, f.uploaded_at, (e.collected_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
        + make_interval(hours => %(number)s) AS until
    FROM matters_exhibit e LEFT JOIN matters_storedfile f ON f.id = e.file_id
    WHERE e.kind = 'audiovisual' AND e.agency_id = ANY (%(agencies)s)
        AND e.collected_on BETWEEN %(start)s AND %(end)s
)
SELECT agency_id, count(*) FILTER (WHERE uploaded_at <= until), count(*)
FROM taken WHERE until < %(now)s OR uploaded_at < %(now)s GROUP BY agency_id
"""

MAJOR_FILED = """
WITH decided AS (
    SELECT m.agency_id, m.number, f.day, f.day + %(number)s AS until
    FROM matters_matterfact f JOIN matters_matter m ON m.id = f.matter_id
    WHERE f.name = 'decided_on' AND f.procedure LIKE 'penalty.%%' AND f.agency_id = ANY (%(agencies)s)
        AND f.day BETWEEN %(start)s AND %(end)s
        AND EXISTS (SELECT 1 FROM matters_matter r WHERE r.parent_id = m.id AND r.procedure = 'legal_review')
),
told AS (
    SELECT d.*, (SELECT min(x.filed_on) FROM registers_decisionfiling x
                 WHERE x.agency_id = d.agency_id AND x.number = d.number AND x.filed_on <= %(on)s
                   AND x.withdrawn_by IS NULL) AS filed
    FROM decided d
)
SELECT agency_id, count(*) FILTER (WHERE filed <= until), count(*)
FROM told WHERE until < %(on)s OR filed IS NOT NULL GROUP BY agency_id
"""
