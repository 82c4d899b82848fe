-- Opens an entry for every wanted customer without one. Who left at this very instant comes
-- back: the entry opens again, so that an instant has one truth.
-- $1 segment, $2 instant, $3 run, $4 whether it is a baseline.
INSERT INTO tidings.segment_entry AS s
    (customer_id, segment, entered_at, entered_run, is_baseline)
SELECT n.customer_id, $1::text, $2::timestamptz, $3::bigint, $4::boolean
FROM (
    SELECT w.customer_id
    FROM segment_wanted AS w
    LEFT JOIN (
        SELECT customer_id FROM tidings.segment_entry WHERE segment = $1::text AND left_at IS NULL
    ) AS e ON e.customer_id = w.customer_id
    WHERE e.customer_id IS NULL
) AS n
ON CONFLICT (customer_id, segment, entered_at)
    DO UPDATE SET left_at = NULL, left_run = NULL, left_by_baseline = false
