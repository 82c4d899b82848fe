-- One run. $1 run.
SELECT run_id, job, logical_date::text AS logical_date, tick, attempt, cause, only_step, retry_of,
    outcome, exit_code, started_at, finished_at, problem
FROM tidings.run
WHERE run_id = $1::bigint
