-- Notes which customers are about to be removed: those that this feed brought and that are no
-- longer in it. $1 which rows, $2 the transaction, $3 job, $4 feed.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT c.customer_id, $1::text, $2::xid8
FROM tidings.customer c
WHERE c.first_load_id IN (
        SELECT load_id FROM tidings.load WHERE job = $3::text AND feed = $4::text)
    AND NOT EXISTS (
        SELECT FROM pg_temp.stage_customers s WHERE s.customer_id = c.customer_id)
ON CONFLICT DO NOTHING
