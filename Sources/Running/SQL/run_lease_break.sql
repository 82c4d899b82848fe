-- Ends the sessions of who let a job's lease run out: a process that stands still, or a machine that
-- is gone without a word, holds its job's lock and its transaction no longer. $1 job.
SELECT pg_terminate_backend(a.pid, 5000) AS ended
FROM tidings.run_lease l
JOIN tidings.run r ON r.run_id = l.run_id
CROSS JOIN unnest(l.sessions) AS s (pid)
JOIN pg_stat_activity a ON a.pid = s.pid
WHERE r.job = $1::text AND r.outcome IS NULL AND l.expires_at < clock_timestamp()
    -- The number may have passed to another process by now.
    AND a.datname = current_database() AND a.backend_start <= l.taken_at
