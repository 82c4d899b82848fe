-- Who entered or left a segment in a run, for plans and reports.
-- $1 segment, $2 run, $3 the most to return.
SELECT m.customer_id, m.has_entered
FROM (
    SELECT customer_id, true AS has_entered FROM tidings.segment_entry
    WHERE segment = $1::text AND entered_run = $2::bigint
        AND left_run IS DISTINCT FROM $2::bigint
    UNION ALL
    SELECT customer_id, false FROM tidings.segment_entry
    WHERE segment = $1::text AND left_run = $2::bigint
        AND entered_run IS DISTINCT FROM $2::bigint
) AS m
ORDER BY m.has_entered DESC, m.customer_id COLLATE "C"
LIMIT $3::bigint
