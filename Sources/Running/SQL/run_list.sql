-- Runs, the latest first. $1 job or null for all, $2 how many.
SELECT run_id, job, logical_date::text AS logical_date, tick, attempt, cause, only_step, retry_of,
    outcome, exit_code, started_at, finished_at, problem
FROM tidings.run
WHERE $1::text IS NULL OR job = $1::text
ORDER BY run_id DESC
LIMIT $2::bigint
