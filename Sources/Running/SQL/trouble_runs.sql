-- How each job's last whole run ended that is over: not one that somebody stopped, nor a backfill,
-- which has a person before it. $1 jobs.
SELECT j.job, r.run_id, r.logical_date::text AS logical_date, r.outcome, r.exit_code, r.finished_at,
    r.problem
FROM unnest($1::text[]) AS j (job)
CROSS JOIN LATERAL (
    SELECT run_id, logical_date, outcome, exit_code, finished_at, problem
    FROM tidings.run
    WHERE job = j.job AND outcome <> 'cancelled' AND only_step IS NULL AND cause <> 'backfill'
    ORDER BY run_id DESC
    LIMIT 1
) AS r
