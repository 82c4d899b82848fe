-- Writes that a customer wants mail of a topic, seen by Tidings itself: it lifts an earlier
-- unsubscribe. Where the last word is known to be this yes, nothing is written. Who was erased is
-- not written of again.
-- $1 customer, $2 topic, $3 the campaign whose mail it was, $4 now, $5 how it was said.
INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign, detail)
SELECT c.customer_id, 'subscribed', $4::timestamptz, $2::text, $3::text, $5::text
FROM tidings.customer c
LEFT JOIN (
    SELECT v.customer_id,
        max(v.happened_at) FILTER (WHERE v.kind = 'subscribed') AS yes_at,
        max(v.happened_at) FILTER (WHERE v.kind = 'unsubscribed') AS no_at
    FROM tidings.event v
    WHERE v.customer_id = $1::text AND v.topic IN ('', $2::text)
    GROUP BY v.customer_id
) l ON l.customer_id = c.customer_id
LEFT JOIN tidings.consent n ON n.customer_id = c.customer_id AND n.topic = $2::text
WHERE c.customer_id = $1::text
    AND (l.yes_at IS NULL OR l.no_at >= l.yes_at OR (NOT n.given AND n.given_at >= l.yes_at))
ON CONFLICT (customer_id, kind, happened_at, topic, campaign) DO NOTHING
