-- Keeps a lease for another while, and tells whether somebody asked the run to stop; no row once
-- another process has taken the run. $1 run, $2 epoch, $3 seconds.
UPDATE tidings.run_lease l
SET expires_at = clock_timestamp() + make_interval(secs => $3::float8)
FROM tidings.run r
WHERE l.run_id = $1::bigint AND l.epoch = $2::integer AND r.run_id = l.run_id
RETURNING r.stop_asked_at IS NOT NULL AS is_asked_to_stop
