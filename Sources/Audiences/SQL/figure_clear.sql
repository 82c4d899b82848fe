-- Forgets the figures of a job of which no evaluation is remembered. $1 job.
DELETE FROM tidings.order_figure WHERE job = $1::text
