-- The ticks of each job that were missed since people were told last, or in the last two days, and
-- whether it has run since. $1 jobs, $2 now.
SELECT j.job, m.ticks, m.last_at, m.last_date::text AS last_date, m.settled_at, m.reason,
    EXISTS (
        SELECT FROM tidings.tick t
        WHERE t.job = j.job AND t.at > m.last_at AND t.state IN ('ran', 'shifted')
    ) OR EXISTS (
        SELECT FROM tidings.run r
        WHERE r.job = j.job AND r.logical_date >= m.last_date AND r.outcome = 'succeeded'
            AND r.only_step IS NULL AND r.finished_at > m.last_at
    ) AS has_run_since
FROM unnest($1::text[]) AS j (job)
CROSS JOIN LATERAL (
    SELECT coalesce(max(i.seen_through) FILTER (WHERE i.ended_at IS NOT NULL),
        coalesce(min(i.began_at), $2::timestamptz) - interval '2 days') AS since
    FROM tidings.incident i
    WHERE i.key = 'missed ' || j.job
) AS s
CROSS JOIN LATERAL (
    SELECT count(*) AS ticks, max(t.at) AS last_at, max(t.settled_at) AS settled_at,
        (array_agg(t.logical_date ORDER BY t.at DESC))[1] AS last_date,
        (array_agg(t.reason ORDER BY t.at DESC))[1] AS reason
    FROM tidings.tick t
    WHERE t.job = j.job AND t.state = 'missed' AND t.settled_at > s.since
) AS m
WHERE m.ticks > 0
