-- Keeps what is true of customers of whom nothing was kept. Reads evaluation_judged. $1 job.
INSERT INTO tidings.segment_state (customer_id, job, amounts, truths)
SELECT j.customer_id, $1::text, j.amounts, j.truths
FROM evaluation_judged j
WHERE j.is_here AND j.old_truths IS NULL
