-- Counts by currency the orders whose money counts nowhere, for want of a rate of their day or before.
-- Reads all orders: for who asks, not for every night. $1 the workspace's currency, $2 its zone, $3
-- whether rates count at all.
SELECT o.currency, count(*) AS orders
FROM tidings.orders o
WHERE o.currency <> $1::text
    AND NOT ($3::boolean AND EXISTS (
        SELECT
        FROM tidings.rate r
        WHERE r.currency = o.currency
            AND r.rated_on <= (o.placed_at AT TIME ZONE $2::text)::date
    ))
GROUP BY o.currency
ORDER BY o.currency COLLATE "C"
