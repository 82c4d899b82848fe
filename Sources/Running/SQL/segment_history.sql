-- The size of a segment after each evaluation that moved it, the newest first, with how many moved by
-- which conditions. $1 segment, $2 the last instant, or null for now.
SELECT s.at, s.run_id, s.is_baseline, s.members, s.entered, s.left_count, r.entered_because,
    r.left_because
FROM (
    SELECT m.at, max(m.run_id) AS run_id, bool_and(m.is_baseline) AS is_baseline,
        count(*) FILTER (WHERE m.step = 1) AS entered,
        count(*) FILTER (WHERE m.step = -1) AS left_count,
        sum(sum(m.step)) OVER (ORDER BY m.at) AS members
    FROM (
        SELECT entered_at AS at, entered_run AS run_id, is_baseline, 1 AS step
        FROM tidings.segment_entry WHERE segment = $1::text
        UNION ALL
        SELECT left_at, left_run, left_by_baseline, -1
        FROM tidings.segment_entry WHERE segment = $1::text AND left_at IS NOT NULL
    ) AS m
    WHERE $2::timestamptz IS NULL OR m.at <= $2::timestamptz
    GROUP BY m.at
) AS s
LEFT JOIN (
    SELECT c.at,
        array_agg(c.because || ' (' || c.customers || ')' ORDER BY c.customers DESC, c.because)
            FILTER (WHERE c.step = 1) AS entered_because,
        array_agg(c.because || ' (' || c.customers || ')' ORDER BY c.customers DESC, c.because)
            FILTER (WHERE c.step = -1) AS left_because
    FROM (
        SELECT b.at, b.step, b.because, count(*) AS customers
        FROM (
            SELECT entered_at AS at, 1 AS step, array_to_string(entered_because, ', ') AS because
            FROM tidings.segment_entry WHERE segment = $1::text
            UNION ALL
            SELECT left_at, -1, array_to_string(left_because, ', ')
            FROM tidings.segment_entry WHERE segment = $1::text AND left_at IS NOT NULL
        ) AS b
        WHERE b.because IS NOT NULL
        GROUP BY b.at, b.step, b.because
    ) AS c
    GROUP BY c.at
) AS r ON r.at = s.at
ORDER BY s.at DESC
