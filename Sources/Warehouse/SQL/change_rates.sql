-- Notes who ordered in a currency from the day on of which a merge is about to write a rate; the day
-- begins somewhere a day earlier. $1 which rows, $2 the transaction.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT DISTINCT o.customer_id, $1::text, $2::xid8
FROM (
    SELECT d.currency, min(d.rated_on) AS first_on FROM pg_temp.delta d GROUP BY d.currency
) n
JOIN tidings.orders o ON o.currency = n.currency
    AND o.placed_at >= (n.first_on - 1)::timestamp AT TIME ZONE 'UTC'
ON CONFLICT DO NOTHING
