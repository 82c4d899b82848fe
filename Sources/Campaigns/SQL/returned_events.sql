-- What came back, as events; two of a kind in one second are one.
-- $1 customers, $2 kinds, $3 when, $4 topics, $5 campaigns, $6 addresses, $7 details.
INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign, address, detail)
SELECT e.customer_id, e.kind, e.happened_at, e.topic, e.campaign, e.address, e.detail
FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[],
    $7::text[]) AS e(customer_id, kind, happened_at, topic, campaign, address, detail)
ON CONFLICT (customer_id, kind, happened_at, topic, campaign) DO NOTHING
