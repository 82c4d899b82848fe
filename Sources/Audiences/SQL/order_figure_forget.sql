-- Forgets the figures of orders where the evaluation that kept them is forgotten: a job that is gone,
-- has another name, or asks nothing of orders any more.
DELETE FROM tidings.order_figure AS s
WHERE NOT EXISTS (
    SELECT FROM tidings.evaluation AS e WHERE e.kind = 'figures' AND e.name = s.job)
