-- Removes requests that this feed brought and that are no longer in it. $1 job, $2 feed.
DELETE FROM tidings.waiting w
WHERE w.first_load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $1::text AND feed = $2::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_waiting s
        WHERE s.customer_id = w.customer_id AND s.product_id = w.product_id)
