-- Takes a run that is not over, and raises its epoch: whoever held it can write no more. The caller
-- holds the job's lock. The server's clock counts, for all holders share it.
-- $1 run, $2 seconds, $3 the holder's sessions.
INSERT INTO tidings.run_lease AS l (run_id, epoch, taken_at, expires_at, sessions)
VALUES ($1::bigint, 1, clock_timestamp(), clock_timestamp() + make_interval(secs => $2::float8),
    $3::integer[])
ON CONFLICT (run_id) DO UPDATE
SET epoch = l.epoch + 1, taken_at = excluded.taken_at, expires_at = excluded.expires_at,
    sessions = excluded.sessions
RETURNING epoch
