-- Removes rates that this feed brought and that are no longer in it. $1 job, $2 feed.
DELETE FROM tidings.rate r
WHERE r.first_load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $1::text AND feed = $2::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_rates s
        WHERE s.currency = r.currency AND s.rated_on = r.rated_on)
