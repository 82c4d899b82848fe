-- The runs that are not over, by job. One by hand that nobody runs any more (see run_orphans) is left
-- out: nobody takes it up by itself, and it holds up nothing.
SELECT r.job, min(r.started_at) AS started_at
FROM tidings.run r
LEFT JOIN tidings.run_lease l ON l.run_id = r.run_id
WHERE r.outcome IS NULL
    AND (r.tick IS NOT NULL OR l.expires_at >= clock_timestamp() AND EXISTS (
        SELECT FROM pg_stat_activity a
        WHERE a.pid = l.sessions[cardinality(l.sessions)] AND a.backend_start <= l.taken_at))
GROUP BY r.job
