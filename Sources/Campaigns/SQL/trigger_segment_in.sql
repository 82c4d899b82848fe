-- Who is in a segment, once per stay.
-- $1 segment, $2 campaign, $3 topic, $4 the workspace's zone.
INSERT INTO pg_temp.named (customer_id, campaign, occurrence, topic, content)
SELECT e.customer_id, $2::text,
    'in:' || e.segment || ':' || (e.entered_at AT TIME ZONE $4::text)::date, $3::text,
    (SELECT jsonb_build_object('segment', $1::text))
FROM tidings.segment_entry e
WHERE e.segment = $1::text AND e.left_at IS NULL
