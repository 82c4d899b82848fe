-- Closes the open entries of customers who are no longer wanted.
-- $1 segment, $2 instant, $3 run, $4 whether it is a baseline.
UPDATE tidings.segment_entry AS s
SET left_at = $2::timestamptz, left_run = $3::bigint, left_by_baseline = $4::boolean
WHERE s.segment = $1::text AND s.left_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM segment_wanted AS w WHERE w.customer_id = s.customer_id)
