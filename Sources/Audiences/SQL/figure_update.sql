-- Keeps the figures that differ from what was kept. Reads figure_new. $1 job.
UPDATE tidings.order_figure AS s
SET sums = n.sums, moments = n.moments
FROM figure_new AS n
WHERE s.customer_id = n.customer_id AND s.job = $1::text AND n.is_kept
    AND (s.sums IS DISTINCT FROM n.sums OR s.moments IS DISTINCT FROM n.moments)
