-- How the runs of a span of time ended, the last attempt at each, and how many attempts there were.
-- $1 from, $2 until.
SELECT l.job, l.logical_date::text AS logical_date, l.run_id, l.outcome, l.problem, l.attempts
FROM (
    SELECT DISTINCT ON (job, logical_date, tick) job, logical_date, run_id, outcome, problem,
        count(*) OVER (PARTITION BY job, logical_date, tick) AS attempts
    FROM tidings.run
    WHERE started_at >= $1::timestamptz AND started_at < $2::timestamptz
    ORDER BY job, logical_date, tick, run_id DESC
) AS l
ORDER BY l.run_id
