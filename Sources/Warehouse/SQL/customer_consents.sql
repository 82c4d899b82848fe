-- Consents that came with customers: written only where the answer changed, dated by this load,
-- so that a flag which a shop repeats every night does not outdo a later unsubscribe.
-- $1 the load, $2 now.
INSERT INTO tidings.consent AS k (
    customer_id, topic, given, given_at, is_dated, load_id, line)
SELECT a.customer_id, a.topic, a.given, $2::timestamptz, false, $1::bigint, a.line
FROM (
    SELECT s.customer_id, e.key AS topic, e.value::boolean AS given, s.line
    FROM pg_temp.stage_customers s
    JOIN pg_temp.delta d ON d.customer_id = s.customer_id
    CROSS JOIN LATERAL jsonb_each_text(jsonb_strip_nulls(s.consents)) e
) a
ON CONFLICT (customer_id, topic) DO UPDATE
SET given = excluded.given, given_at = excluded.given_at, is_dated = true,
    load_id = excluded.load_id, line = excluded.line
WHERE k.given <> excluded.given
