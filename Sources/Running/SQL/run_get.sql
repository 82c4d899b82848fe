-- One run. $1 run.
SELECT run_id, job, logical_date::text AS logical_date, attempt, outcome, exit_code, started_at,
    finished_at, problem
FROM tidings.run
WHERE run_id = $1::bigint
