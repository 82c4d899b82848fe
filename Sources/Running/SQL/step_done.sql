-- The steps that succeeded in a run or in those that it tries again, and whether one of them was a
-- feed's first load. $1 run.
WITH RECURSIVE chain AS (
    SELECT run_id, retry_of FROM tidings.run WHERE run_id = $1::bigint
    UNION ALL
    SELECT r.run_id, r.retry_of FROM chain c JOIN tidings.run r ON r.run_id = c.retry_of
)
SELECT s.step, s.kind, bool_or(coalesce((s.figures ->> 'first_load')::boolean, false))
    AS is_first_load
FROM chain c
JOIN tidings.step s ON s.run_id = c.run_id
WHERE s.outcome = 'succeeded'
GROUP BY s.step, s.kind
