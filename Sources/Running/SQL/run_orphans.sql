-- The runs of ticks that nobody runs any more: the holder's session is gone (it was killed), or its
-- lease has run out (it stands still, or its machine vanished).
SELECT r.run_id, r.job
FROM tidings.run r
LEFT JOIN tidings.run_lease l ON l.run_id = r.run_id
WHERE r.outcome IS NULL AND r.tick IS NOT NULL
    AND (l.run_id IS NULL OR l.expires_at < clock_timestamp() OR NOT EXISTS (
        SELECT FROM pg_stat_activity a
        WHERE a.pid = l.sessions[cardinality(l.sessions)] AND a.backend_start <= l.taken_at))
ORDER BY r.run_id
