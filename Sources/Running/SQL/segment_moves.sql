-- Who entered and left a segment, the newest first, and what made them.
-- $1 segment, $2 a customer, or null for all, $3 the last instant, or null for now.
SELECT m.customer_id, m.at, m.run_id, m.move, m.is_baseline, m.because
FROM (
    SELECT customer_id, entered_at AS at, entered_run AS run_id, 'enters' AS move, is_baseline,
        entered_because AS because
    FROM tidings.segment_entry WHERE segment = $1::text
    UNION ALL
    SELECT customer_id, left_at, left_run, 'leaves', left_by_baseline, left_because
    FROM tidings.segment_entry WHERE segment = $1::text AND left_at IS NOT NULL
) AS m
WHERE ($2::text IS NULL OR m.customer_id = $2::text)
    AND ($3::timestamptz IS NULL OR m.at <= $3::timestamptz)
ORDER BY m.at DESC, m.customer_id, m.move
