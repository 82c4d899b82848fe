-- Stock is checked again before a restock mail leaves.
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = 'out-of-stock'
FROM (
    SELECT k.customer_id, k.campaign, k.occurrence
    FROM pg_temp.candidate k
    LEFT JOIN tidings.stock s ON s.product_id = k.product_id
    WHERE k.product_id IS NOT NULL AND s.in_stock IS NOT TRUE
) d
WHERE k.state IS NULL AND k.customer_id = d.customer_id AND k.campaign = d.campaign
    AND k.occurrence = d.occurrence
