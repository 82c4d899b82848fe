-- Writes that people want no more mail of a topic ('' all of them). Where the last word is known to
-- be no, nothing is written, so that asking twice is asking once.
-- $1 customers, $2 the campaign whose mail each had ('' none), $3 topic, $4 now, $5 how it was said.
INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign, detail)
SELECT p.customer_id, 'unsubscribed', $4::timestamptz, $3::text, p.campaign, $5::text
FROM unnest($1::text[], $2::text[]) AS p(customer_id, campaign)
LEFT JOIN (
    SELECT v.customer_id,
        max(v.happened_at) FILTER (
            WHERE v.kind = 'unsubscribed' AND v.topic IN ('', $3::text)) AS no_at,
        max(v.happened_at) FILTER (
            WHERE v.kind = 'subscribed' AND $3::text IN ('', v.topic)) AS yes_at
    FROM unnest($1::text[]) AS w(customer_id)
    JOIN tidings.event v
        ON v.customer_id = w.customer_id AND v.kind IN ('unsubscribed', 'subscribed')
    GROUP BY v.customer_id
) l ON l.customer_id = p.customer_id
LEFT JOIN (
    SELECT n.customer_id, max(n.given_at) AS yes_at
    FROM unnest($1::text[]) AS w(customer_id)
    JOIN tidings.consent n ON n.customer_id = w.customer_id
    WHERE n.given AND n.is_dated AND $3::text IN ('', n.topic)
    GROUP BY n.customer_id
) y ON y.customer_id = p.customer_id
WHERE l.no_at IS NULL OR greatest(l.yes_at, y.yes_at) > l.no_at
ON CONFLICT (customer_id, kind, happened_at, topic, campaign) DO NOTHING
