-- Who entered a segment, is still in it and was not let in by a baseline.
-- $1 segment, $2 campaign, $3 topic, $4 since when entries count, $5 the workspace's zone.
INSERT INTO pg_temp.named (customer_id, campaign, occurrence, topic, content)
SELECT e.customer_id, $2::text,
    'enters:' || e.segment || ':' || (e.entered_at AT TIME ZONE $5::text)::date, $3::text,
    (SELECT jsonb_build_object('segment', $1::text))
FROM tidings.segment_entry e
WHERE e.segment = $1::text AND e.left_at IS NULL AND NOT e.is_baseline
    AND e.entered_at >= $4::timestamptz
