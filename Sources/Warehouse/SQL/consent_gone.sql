-- Notes whose answers are about to be removed: those that this feed brought last and that are no
-- longer in it. $1 which rows, $2 the transaction, $3 job, $4 feed.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT DISTINCT k.customer_id, $1::text, $2::xid8
FROM tidings.consent k
WHERE k.load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $3::text AND feed = $4::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_consents s
        WHERE s.customer_id = k.customer_id AND s.topic = k.topic)
ON CONFLICT DO NOTHING
