-- Consents that came with customers and are new, dated by this load although they may be of any
-- age. $1 the load, $2 now.
INSERT INTO tidings.consent (customer_id, topic, given, given_at, is_dated, flag, load_id, line)
SELECT a.customer_id, a.topic, a.given, $2::timestamptz, false, a.given, $1::bigint, a.line
FROM pg_temp.answer a
WHERE a.is_new
