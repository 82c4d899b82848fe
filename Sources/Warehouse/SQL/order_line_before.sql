-- Keeps what the lines were of the orders that a merge is about to change, as order_before, which has
-- locked the orders. $1 which rows, $2 the transaction.
INSERT INTO tidings.order_line_before (
    customer_id, order_id, xid, line_key, product_id, quantity, price)
SELECT k.customer_id, k.order_id, $2::xid8, k.line_key, k.product_id, k.quantity, k.price
FROM pg_temp.delta d
JOIN tidings.order_line k ON k.customer_id = d.customer_id AND k.order_id = d.order_id
WHERE NOT d.is_new
    AND NOT EXISTS (
        SELECT FROM tidings.change c
        WHERE c.customer_id = d.customer_id AND c.what = $1::text AND c.xid = $2::xid8
            AND c.order_id = d.order_id)
