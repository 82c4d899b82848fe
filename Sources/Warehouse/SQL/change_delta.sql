-- Notes whose rows a merge is about to write. $1 which rows, $2 the transaction.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT DISTINCT d.customer_id, $1::text, $2::xid8
FROM pg_temp.delta d
ON CONFLICT DO NOTHING
