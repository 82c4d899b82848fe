-- How full each cap is for a customer now, by messages that were accepted or are on their way.
-- $1 customer, $2 the caps as JSON (name, topics, at_most, calendar, seconds), $3 now, $4 the
-- workspace's zone.
SELECT c.name, c.at_most, count(m.customer_id) AS used, max(m.counts_at) AS latest
FROM jsonb_to_recordset($2::jsonb) AS c(
    name text, topics text[], at_most integer, calendar text, seconds double precision)
CROSS JOIN (
    SELECT coalesce((
        SELECT timezone FROM tidings.customer WHERE customer_id = $1::text
    ), $4::text) AS name
) AS z
LEFT JOIN (
    SELECT customer_id, topic, coalesce(accepted_at, greatest(send_at, $3::timestamptz)) AS counts_at
    FROM tidings.message
    WHERE customer_id = $1::text
        AND state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
) AS m ON (c.topics IS NULL OR m.topic = ANY (c.topics))
    AND CASE
        WHEN c.calendar IS NULL THEN m.counts_at > $3::timestamptz - make_interval(secs => c.seconds)
        ELSE date_trunc(c.calendar, m.counts_at AT TIME ZONE z.name)
            = date_trunc(c.calendar, $3::timestamptz AT TIME ZONE z.name)
    END
GROUP BY c.name, c.at_most
ORDER BY c.name
