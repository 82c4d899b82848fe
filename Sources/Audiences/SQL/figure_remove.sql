-- Forgets the figures of customers without orders. Reads figure_new, which is of everybody. $1 job.
DELETE FROM tidings.order_figure AS s
WHERE s.job = $1::text
    AND NOT EXISTS (SELECT FROM figure_new AS n WHERE n.customer_id = s.customer_id)
