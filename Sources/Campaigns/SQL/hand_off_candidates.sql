-- Claimed messages as candidates, so that the rules of planning judge them once more: an
-- unsubscribe, a bounce or a changed address counts until the last moment.
-- $1 customers, $2 campaigns, $3 occurrences.
INSERT INTO pg_temp.candidate (
    customer_id, campaign, occurrence, topic, priority, content, send_at, expires_at, template,
    variant, product_id)
SELECT m.customer_id, m.campaign, m.occurrence, m.topic, m.priority, m.content, m.send_at,
    m.expires_at, m.template, m.variant,
    CASE WHEN m.occurrence LIKE 'restock:%' THEN m.content -> 'products' ->> 0 END
FROM unnest($1::text[], $2::text[], $3::text[]) AS d(customer_id, campaign, occurrence)
JOIN tidings.message m
    ON m.customer_id = d.customer_id AND m.campaign = d.campaign AND m.occurrence = d.occurrence
