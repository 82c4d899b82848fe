-- How long after they were due the first ticks since an instant began to run, in seconds. $1 the
-- instant, $2 how many ticks.
SELECT extract(epoch FROM r.started_at - t.due_at)::float8 AS late
FROM tidings.tick t
JOIN tidings.run r USING (run_id)
WHERE t.due_at > $1
ORDER BY t.due_at, r.started_at
LIMIT $2
