-- Writes new and changed answers; without a time of their own they count from now.
-- $1 the load, $2 now.
INSERT INTO tidings.consent AS k (
    customer_id, topic, given, given_at, is_dated, consent_source, load_id, line)
SELECT s.customer_id, s.topic, s.given, coalesce(s.given_at, $2::timestamptz),
    s.given_at IS NOT NULL, s.consent_source, $1::bigint, s.line
FROM pg_temp.stage_consents s
JOIN pg_temp.delta d ON d.customer_id = s.customer_id AND d.topic = s.topic
ON CONFLICT (customer_id, topic) DO UPDATE
SET given = excluded.given, given_at = excluded.given_at,
    is_dated = excluded.is_dated OR k.given <> excluded.given,
    consent_source = excluded.consent_source, load_id = excluded.load_id, line = excluded.line
