-- Adds to segment_move who enters and leaves a segment whose entries do not follow what was kept:
-- a new or edited one, and one that a guard held back. $1 job, $2 where truths hold the segment,
-- $3 its name, $4 its position.
INSERT INTO segment_move (customer_id, position, enters)
SELECT coalesce(w.customer_id, e.customer_id), $4::integer, e.customer_id IS NULL
FROM (
    SELECT customer_id FROM tidings.segment_state WHERE job = $1::text AND truths[$2::integer]
) w
FULL JOIN (
    SELECT customer_id FROM tidings.segment_entry WHERE segment = $3::text AND left_at IS NULL
) e ON e.customer_id = w.customer_id
WHERE w.customer_id IS NULL OR e.customer_id IS NULL
