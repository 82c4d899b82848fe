-- Who left a segment, has not come back and was not put out by a baseline; the last time of a day.
-- $1 segment, $2 campaign, $3 topic, $4 since when exits count, $5 the workspace's zone.
INSERT INTO pg_temp.named (customer_id, campaign, occurrence, topic, content)
SELECT DISTINCT e.customer_id, $2::text,
    'leaves:' || e.segment || ':' || (e.left_at AT TIME ZONE $5::text)::date, $3::text,
    (SELECT jsonb_build_object('segment', $1::text))
FROM tidings.segment_entry e
LEFT JOIN tidings.segment_entry b
    ON b.customer_id = e.customer_id AND b.segment = e.segment AND b.left_at IS NULL
WHERE e.segment = $1::text AND NOT e.left_by_baseline AND e.left_at >= $4::timestamptz
    AND b.customer_id IS NULL
