-- The addresses that a mail server refused for good as unknown: bounced, so that nobody is mailed
-- there again. Where a killed sender took the address along, it is the customer's of now.
-- $1 customers, $2 campaigns, $3 occurrences, $4 addresses, $5 details, $6 now.
INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign, address, detail)
SELECT DISTINCT ON (d.customer_id, d.campaign)
    d.customer_id, 'bounced', $6::timestamptz, m.topic, d.campaign,
    lower(coalesce(d.address, c.email)), d.detail
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
    AS d(customer_id, campaign, occurrence, address, detail)
JOIN tidings.message m
    ON m.customer_id = d.customer_id AND m.campaign = d.campaign AND m.occurrence = d.occurrence
JOIN tidings.customer c ON c.customer_id = d.customer_id
WHERE coalesce(d.address, c.email) IS NOT NULL
ORDER BY d.customer_id, d.campaign, d.occurrence
ON CONFLICT (customer_id, kind, happened_at, topic, campaign) DO NOTHING
