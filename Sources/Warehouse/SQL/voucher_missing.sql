-- Removes codes that this feed brought and that are no longer in it. A code that a message has given
-- away stays, whatever the feed says. $1 job, $2 feed.
DELETE FROM tidings.voucher v
WHERE v.bound_at IS NULL AND v.first_load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $1::text AND feed = $2::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_vouchers s WHERE s.pool = v.pool AND s.code = v.code)
