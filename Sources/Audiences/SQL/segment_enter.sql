-- Opens an entry for everybody who enters. Who left at this very instant comes back: the entry opens
-- again, so that an instant has one truth. Reads segment_move.
-- $1 positions of the segments, $2 their names, $3 which are baselines, $4 instant, $5 run.
INSERT INTO tidings.segment_entry AS s
    (customer_id, segment, entered_at, entered_run, is_baseline, entered_because)
SELECT m.customer_id, n.segment, $4::timestamptz, $5::bigint, n.is_baseline,
    CASE WHEN NOT n.is_baseline THEN m.because END
FROM segment_move m
JOIN unnest($1::integer[], $2::text[], $3::boolean[]) AS n (position, segment, is_baseline)
    ON n.position = m.position
WHERE m.enters
ON CONFLICT (customer_id, segment, entered_at) DO UPDATE
SET left_at = NULL, left_run = NULL, left_by_baseline = false, left_because = NULL
