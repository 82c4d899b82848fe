-- Keeps what the orders were that a merge is about to change, unless the transaction has changed them
-- already. Locks them: what is kept is what is changed. $1 which rows, $2 the transaction.
INSERT INTO tidings.order_before (
    customer_id, order_id, xid, placed_at, status, total, currency, channel, attributes)
SELECT o.customer_id, o.order_id, $2::xid8, o.placed_at, o.status, o.total, o.currency, o.channel,
    o.attributes
FROM (
    SELECT x.*
    FROM pg_temp.delta d
    JOIN tidings.orders x ON x.customer_id = d.customer_id AND x.order_id = d.order_id
    WHERE NOT d.is_new
    FOR NO KEY UPDATE OF x
) o
WHERE NOT EXISTS (
    SELECT FROM tidings.change c
    WHERE c.customer_id = o.customer_id AND c.what = $1::text AND c.xid = $2::xid8
        AND c.order_id = o.order_id)
