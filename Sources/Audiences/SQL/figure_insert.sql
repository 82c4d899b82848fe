-- Keeps the figures of customers of whom nothing was kept. Asks the key of each: a join with a table that
-- was empty would be planned as one with few rows, and goes on as the table grows. Reads figure_new.
-- $1 job.
INSERT INTO tidings.order_figure (customer_id, job, sums, moments)
SELECT n.customer_id, $1::text, n.sums, n.moments
FROM figure_new AS n
ON CONFLICT (customer_id, job) DO NOTHING
