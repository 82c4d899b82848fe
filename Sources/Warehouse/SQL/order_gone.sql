-- Notes whose orders are about to be removed: those that this feed brought and that are no longer in
-- it. $1 which rows, $2 the transaction, $3 job, $4 feed.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT DISTINCT o.customer_id, $1::text, $2::xid8
FROM tidings.orders o
WHERE o.first_load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $3::text AND feed = $4::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_heads h WHERE h.order_id = o.order_id)
ON CONFLICT DO NOTHING
