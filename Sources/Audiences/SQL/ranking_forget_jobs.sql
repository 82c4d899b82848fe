-- Forgets the counts of rankings where the evaluation that kept them is forgotten: a job that is gone
-- or has another name.
DELETE FROM tidings.ranking AS s
WHERE NOT EXISTS (
    SELECT FROM tidings.evaluation AS e WHERE e.kind = 'segments' AND e.name = s.job)
