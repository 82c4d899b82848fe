-- Counts by currency the orders whose money counts nowhere, for want of a rate of their day or before.
-- Reads all orders, of which few have another currency. $1 the workspace's currency, $2 its zone, $3
-- whether rates count at all, $4 the run that brought them, or null for those of all runs.
SELECT o.currency, count(*) AS orders
FROM tidings.orders o
WHERE o.currency <> $1::text
    AND ($4::bigint IS NULL OR o.load_id IN (SELECT l.load_id FROM tidings.load l WHERE l.run_id = $4))
    AND NOT ($3::boolean AND EXISTS (
        SELECT
        FROM tidings.rate r
        WHERE r.currency = o.currency
            AND r.rated_on <= (o.placed_at AT TIME ZONE $2::text)::date
    ))
GROUP BY o.currency
ORDER BY o.currency COLLATE "C"
