-- Forgets what was true of customers where the evaluation that kept it is forgotten: a job that is gone
-- or has another name.
DELETE FROM tidings.segment_state AS s
WHERE NOT EXISTS (
    SELECT FROM tidings.evaluation AS e WHERE e.kind = 'segments' AND e.name = s.job)
