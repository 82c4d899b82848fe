-- The members of a segment at an instant, and what brought them in.
-- $1 segment, $2 the instant, or null for now.
SELECT customer_id, entered_at, is_baseline, entered_because
FROM tidings.segment_entry
WHERE segment = $1::text AND ($2::timestamptz IS NULL OR entered_at <= $2::timestamptz)
    AND (left_at IS NULL OR left_at > $2::timestamptz)
ORDER BY customer_id
