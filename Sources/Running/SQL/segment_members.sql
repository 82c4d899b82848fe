-- The members of a segment. $1 segment.
SELECT customer_id, entered_at
FROM tidings.segment_entry
WHERE segment = $1::text AND left_at IS NULL
ORDER BY customer_id
