-- Consents that came with customers and are new or changed since a feed said them last, one a row:
-- from them follows who changed, and they alone are written. $1 the mapped topics.
CREATE TEMP TABLE answer ON COMMIT DROP AS
SELECT a.customer_id, a.topic, a.given, a.line, k.customer_id IS NULL AS is_new
FROM (
    SELECT s.customer_id, t.topic, s.consents[t.place] AS given, s.line
    FROM pg_temp.candidate s
    CROSS JOIN unnest($1::text[]) WITH ORDINALITY AS t (topic, place)
) a
LEFT JOIN tidings.consent k ON k.customer_id = a.customer_id AND k.topic = a.topic
WHERE a.given IS NOT NULL AND a.given IS DISTINCT FROM k.flag
