-- What would change: an answer that is new, a dated one that is later than the one that is known or
-- outdoes an undated one, and an undated one that is not what was said without a date before.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT s.customer_id, s.topic, s.line, k.customer_id IS NULL AS is_new
FROM pg_temp.stage_consents s
LEFT JOIN tidings.consent k ON k.customer_id = s.customer_id AND k.topic = s.topic
WHERE k.customer_id IS NULL
    OR s.given_at > k.given_at
    OR (s.given_at IS NOT NULL AND NOT k.is_dated)
    OR (s.given_at IS NULL AND s.given IS DISTINCT FROM k.flag)
