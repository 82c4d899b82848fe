-- What would change: an answer that is new or differs, or the same one given later. An answer
-- dated before the one that is known changes nothing.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT s.customer_id, s.topic, s.line, k.customer_id IS NULL AS is_new
FROM pg_temp.stage_consents s
LEFT JOIN tidings.consent k ON k.customer_id = s.customer_id AND k.topic = s.topic
WHERE k.customer_id IS NULL
    OR s.given_at > k.given_at
    OR (s.given_at IS NULL AND s.given <> k.given)
