-- Claimed messages as candidates that leave now, so that the rules of planning judge them once more:
-- an unsubscribe, a bounce, a changed address or a full cap counts until the last moment. A customer's
-- several stand in a turn each, the higher priority first.
-- $1 customers, $2 campaigns, $3 occurrences, $4 now, $5 the workspace's zone.
INSERT INTO pg_temp.candidate (
    customer_id, campaign, occurrence, topic, priority, content, address, zone, due_at, send_at,
    seek_from, expires_at, turn, template, variant, product_id)
SELECT m.customer_id, m.campaign, m.occurrence, m.topic, m.priority, m.content,
    lower(c.email), coalesce(c.timezone, $5::text), m.send_at, $4::timestamptz,
    $4::timestamptz, m.expires_at,
    row_number() OVER (
        PARTITION BY m.customer_id
        ORDER BY m.priority DESC, m.send_at, m.campaign, m.occurrence),
    m.template, m.variant,
    CASE WHEN m.occurrence LIKE 'restock:%' THEN m.content -> 'products' ->> 0 END
FROM unnest($1::text[], $2::text[], $3::text[]) AS d(customer_id, campaign, occurrence)
JOIN tidings.message m
    ON m.customer_id = d.customer_id AND m.campaign = d.campaign AND m.occurrence = d.occurrence
LEFT JOIN tidings.customer c ON c.customer_id = m.customer_id
