-- Opens the next attempt at a job for a logical date, or for a tick of it. The caller holds the
-- job's lock.
-- $1 job, $2 logical date, $3 now, $4 tick or null, $5 cause, $6 the one step or null, $7 the run
-- that is retried or null.
INSERT INTO tidings.run (job, logical_date, tick, attempt, cause, only_step, retry_of, started_at)
SELECT $1::text, $2::date, $4::timestamptz, coalesce(max(attempt), 0) + 1, $5::text, $6::text,
    $7::bigint, $3::timestamptz
FROM tidings.run
WHERE job = $1::text AND logical_date = $2::date AND tick IS NOT DISTINCT FROM $4::timestamptz
RETURNING run_id, attempt
