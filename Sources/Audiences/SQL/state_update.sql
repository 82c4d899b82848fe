-- Keeps what is true of customers where it differs. Reads evaluation_judged. $1 job.
UPDATE tidings.segment_state s
SET amounts = j.amounts, truths = j.truths
FROM (
    SELECT customer_id, amounts, truths FROM evaluation_judged
    WHERE is_here AND old_truths IS NOT NULL
        AND (amounts IS DISTINCT FROM old_amounts OR truths IS DISTINCT FROM old_truths)
) j
WHERE s.customer_id = j.customer_id AND s.job = $1::text
