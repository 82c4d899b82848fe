-- Ends the waits whose restock mail was accepted. $1 customers, $2 campaigns, $3 occurrences (of
-- accepted messages), $4 now. Returns whose waits ended.
UPDATE tidings.waiting w
SET closed_at = $4::timestamptz
FROM unnest($1::text[], $2::text[], $3::text[]) AS d(customer_id, campaign, occurrence)
JOIN tidings.message_product p
    ON p.customer_id = d.customer_id AND p.campaign = d.campaign AND p.occurrence = d.occurrence
WHERE d.occurrence LIKE 'restock:%' AND w.customer_id = d.customer_id
    AND w.product_id = p.product_id AND w.closed_at IS NULL
RETURNING w.customer_id
