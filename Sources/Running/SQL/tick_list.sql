-- The latest ticks that have come, the last first. $1 jobs, $2 how many.
SELECT t.job, t.at, t.logical_date::text AS logical_date, t.state, t.run_id, r.outcome, t.reason
FROM tidings.tick t
LEFT JOIN tidings.run r ON r.run_id = t.run_id
WHERE t.job = ANY ($1::text[])
ORDER BY t.at DESC, t.job
LIMIT $2::bigint
