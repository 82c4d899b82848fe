-- Who said yes to a topic and has not confirmed it since, once per yes. Who said it before the
-- campaign was known is not asked. Reads the yeses that are news alone, by the index consent_given_at.
-- $1 campaign, $2 topic, $3 since when a yes is still news.
INSERT INTO pg_temp.named (customer_id, campaign, occurrence, topic)
SELECT n.customer_id, $1::text,
    'confirm:' || n.topic || ':'
        || to_char(n.given_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), $2::text
FROM tidings.consent n
LEFT JOIN tidings.event v
    ON v.customer_id = n.customer_id AND v.kind = 'subscribed' AND v.topic = n.topic
    AND v.happened_at >= n.given_at
WHERE n.topic = $2::text AND n.given AND n.given_at >= $3::timestamptz
    AND n.consent_source IS DISTINCT FROM 'confirmed' AND v.customer_id IS NULL
