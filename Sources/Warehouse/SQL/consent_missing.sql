-- Removes answers that this feed brought last and that are no longer in it. $1 job, $2 feed.
DELETE FROM tidings.consent k
WHERE k.load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $1::text AND feed = $2::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_consents s
        WHERE s.customer_id = k.customer_id AND s.topic = k.topic)
