-- The latest ticks that have come, the last first. $1 jobs, $2 how many.
SELECT t.job, t.at, t.logical_date::text AS logical_date, t.state, t.run_id, r.outcome,
    coalesce(t.reason, a.files) AS reason
FROM tidings.tick t
LEFT JOIN tidings.run r ON r.run_id = t.run_id
LEFT JOIN LATERAL (
    SELECT string_agg(v.file, ', ' ORDER BY v.file) || ' arrived' AS files
    FROM tidings.file_arrival v
    WHERE v.job = t.job AND v.at = t.at
) a ON true
WHERE t.job = ANY ($1::text[])
ORDER BY t.at DESC, t.job
LIMIT $2::bigint
