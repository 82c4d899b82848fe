-- Removes stock that this feed brought and that is no longer in it. $1 job, $2 feed.
DELETE FROM tidings.stock k
WHERE k.first_load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $1::text AND feed = $2::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_stock s WHERE s.product_id = k.product_id)
