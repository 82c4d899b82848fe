-- Before a restock mail leaves, stock is checked again, and whether the customer still waits: the
-- request is the consent.
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = d.reason
FROM (
    SELECT k.customer_id, k.campaign, k.occurrence,
        CASE WHEN w.customer_id IS NULL THEN 'no-consent' ELSE 'out-of-stock' END AS reason
    FROM pg_temp.candidate k
    LEFT JOIN tidings.stock s ON s.product_id = k.product_id
    LEFT JOIN tidings.waiting w
        ON w.customer_id = k.customer_id AND w.product_id = k.product_id AND w.closed_at IS NULL
    WHERE k.product_id IS NOT NULL AND (w.customer_id IS NULL OR s.in_stock IS NOT TRUE)
) d
WHERE k.state IS NULL AND k.customer_id = d.customer_id AND k.campaign = d.campaign
    AND k.occurrence = d.occurrence
