-- The steps that succeeded in a run or in those that it tries again. $1 run.
WITH RECURSIVE chain AS (
    SELECT run_id, retry_of FROM tidings.run WHERE run_id = $1::bigint
    UNION ALL
    SELECT r.run_id, r.retry_of FROM chain c JOIN tidings.run r ON r.run_id = c.retry_of
)
SELECT DISTINCT s.step, s.kind
FROM chain c
JOIN tidings.step s ON s.run_id = c.run_id
WHERE s.outcome = 'succeeded'
