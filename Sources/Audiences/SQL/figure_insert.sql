-- Keeps the figures of customers of whom nothing was kept, in the order of the key. Reads figure_new.
-- $1 job.
INSERT INTO tidings.order_figure (customer_id, job, sums, moments)
SELECT n.customer_id, $1::text, n.sums, n.moments
FROM figure_new AS n
WHERE NOT n.is_kept
ORDER BY n.customer_id
