-- Opens the next attempt at a job for a logical date. The caller holds the job's lock.
-- $1 job, $2 logical date, $3 now.
INSERT INTO tidings.run (job, logical_date, attempt, started_at)
SELECT $1::text, $2::date, coalesce(max(attempt), 0) + 1, $3::timestamptz
FROM tidings.run
WHERE job = $1::text AND logical_date = $2::date
RETURNING run_id, attempt
