-- Removes orders that this feed brought and that are no longer in it. $1 job, $2 feed.
DELETE FROM tidings.orders o
WHERE o.first_load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $1::text AND feed = $2::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_heads h WHERE h.order_id = o.order_id)
