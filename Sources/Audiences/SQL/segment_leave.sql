-- Closes the open entries of everybody who leaves, in the order of the key, in which they are near each
-- other. Reads segment_move.
-- $1 positions of the segments, $2 their names, $3 which are baselines, $4 instant, $5 run.
UPDATE tidings.segment_entry AS s
SET left_at = $4::timestamptz, left_run = $5::bigint, left_by_baseline = m.is_baseline,
    left_because = CASE WHEN NOT m.is_baseline THEN m.because END
FROM (
    SELECT v.customer_id, n.segment, n.is_baseline, v.because
    FROM segment_move v
    JOIN unnest($1::integer[], $2::text[], $3::boolean[]) AS n (position, segment, is_baseline)
        ON n.position = v.position
    WHERE NOT v.enters
    ORDER BY v.customer_id
) m
WHERE s.customer_id = m.customer_id AND s.segment = m.segment AND s.left_at IS NULL
