-- Notes which orders a merge is about to write, and whom an order leaves. $1 which rows, $2 the
-- transaction.
INSERT INTO tidings.change (customer_id, what, xid, order_id)
SELECT DISTINCT n.customer_id, $1::text, $2::xid8, n.order_id
FROM (
    SELECT d.customer_id, d.order_id
    FROM pg_temp.delta d
    UNION ALL
    SELECT o.customer_id, ''
    FROM pg_temp.delta d
    JOIN tidings.orders o ON o.order_id = d.order_id AND o.customer_id <> d.customer_id
    WHERE NOT d.is_new
) n
ON CONFLICT DO NOTHING
