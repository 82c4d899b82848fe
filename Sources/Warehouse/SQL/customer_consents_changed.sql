-- Consents that came with customers and changed: dated by this load. The same answer keeps its date,
-- so that a flag which a shop repeats every night does not outdo a later unsubscribe.
-- $1 the load, $2 now.
UPDATE tidings.consent k
SET given = a.given, given_at = $2::timestamptz, is_dated = true, load_id = $1::bigint, line = a.line
FROM pg_temp.answer a
WHERE k.customer_id = a.customer_id AND k.topic = a.topic AND NOT a.is_new
