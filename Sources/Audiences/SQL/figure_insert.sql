-- Keeps the figures of customers of whom nothing was kept. Reads figure_new. $1 job.
INSERT INTO tidings.order_figure (customer_id, job, sums, moments)
SELECT n.customer_id, $1::text, n.sums, n.moments
FROM figure_new AS n
WHERE NOT EXISTS (
    SELECT FROM tidings.order_figure AS s
    WHERE s.customer_id = n.customer_id AND s.job = $1::text)
