-- Who rose or fell to the tier that they have now.
-- $1 programme, $2 campaign, $3 topic, $4 since when moves count, $5 the workspace's zone,
-- $6 the reason of the period: earned (up) or downgraded (down).
INSERT INTO pg_temp.named (customer_id, campaign, occurrence, topic, content)
SELECT t.customer_id, $2::text,
    'tier:' || t.programme || ':' || t.tier || ':' || (t.started_at AT TIME ZONE $5::text)::date,
    $3::text, jsonb_build_object('tier', t.tier, 'programme', t.programme)
FROM tidings.tier_period t
WHERE t.programme = $1::text AND t.ended_at IS NULL AND t.reason = $6::text
    AND t.started_at >= $4::timestamptz
