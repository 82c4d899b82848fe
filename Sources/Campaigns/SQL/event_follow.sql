-- Writes that a message was opened, or a link in it clicked. A message of which a thousand are known
-- gets no more: whoever holds the link cannot fill the table. What the ledger does not know was
-- erased. $1 kind, $2 customer, $3 campaign, $4 occurrence, $5 topic, $6 url, $7 now.
INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign, url)
SELECT m.customer_id, $1::text, $7::timestamptz, $5::text, m.campaign, $6::text
FROM tidings.message m
LEFT JOIN (
    SELECT v.customer_id, count(*) AS events
    FROM tidings.event v
    WHERE v.customer_id = $2::text AND v.kind = $1::text AND v.campaign = $3::text
    GROUP BY v.customer_id
) v ON v.customer_id = m.customer_id
WHERE m.customer_id = $2::text AND m.campaign = $3::text AND m.occurrence = $4::text
    AND coalesce(v.events, 0) < 1000
ON CONFLICT (customer_id, kind, happened_at, topic, campaign) DO NOTHING
