-- Removes the lines of orders that this feed brought and that are no longer in it.
-- $1 job, $2 feed.
DELETE FROM tidings.order_line k
USING tidings.orders o
WHERE k.customer_id = o.customer_id AND k.order_id = o.order_id
    AND o.first_load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $1::text AND feed = $2::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_heads h WHERE h.order_id = o.order_id)
