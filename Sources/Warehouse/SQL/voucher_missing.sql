-- Removes codes that this feed brought and that are no longer in it. A code that a message has
-- given away must stay, whatever the feed says: once messages hold vouchers, those that are held
-- are excepted here. $1 job, $2 feed.
DELETE FROM tidings.voucher v
WHERE v.first_load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $1::text AND feed = $2::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_vouchers s WHERE s.pool = v.pool AND s.code = v.code)
