-- Consents that came with customers into empty tables: there is nothing to compare them with. Dated
-- by this load although they may be of any age. $1 the load, $2 now, $3 the mapped topics.
INSERT INTO tidings.consent (customer_id, topic, given, given_at, is_dated, flag, load_id, line)
SELECT s.customer_id, t.topic, s.consents[t.place], $2::timestamptz, false, s.consents[t.place],
    $1::bigint, s.line
FROM pg_temp.delta s
CROSS JOIN unnest($3::text[]) WITH ORDINALITY AS t (topic, place)
WHERE s.consents[t.place] IS NOT NULL
