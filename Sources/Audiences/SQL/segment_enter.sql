-- Opens an entry for everybody who enters. Who left at this very instant comes back: the entry opens
-- again, so that an instant has one truth. Written in the order of the key, in which the index takes
-- many at once; merged, for ON CONFLICT would write each twice. Reads segment_move.
-- $1 positions of the segments, $2 their names, $3 which are baselines, $4 instant, $5 run.
MERGE INTO tidings.segment_entry AS s
USING (
    SELECT v.customer_id, n.segment, n.is_baseline, v.because
    FROM segment_move v
    JOIN unnest($1::integer[], $2::text[], $3::boolean[]) AS n (position, segment, is_baseline)
        ON n.position = v.position
    WHERE v.enters
    ORDER BY v.customer_id
) AS m
ON s.customer_id = m.customer_id AND s.segment = m.segment AND s.entered_at = $4::timestamptz
WHEN MATCHED THEN UPDATE SET
    left_at = NULL, left_run = NULL, left_by_baseline = false, left_because = NULL
WHEN NOT MATCHED THEN INSERT
    (customer_id, segment, entered_at, entered_run, is_baseline, entered_because)
VALUES (m.customer_id, m.segment, $4::timestamptz, $5::bigint, m.is_baseline,
    CASE WHEN NOT m.is_baseline THEN m.because END)
