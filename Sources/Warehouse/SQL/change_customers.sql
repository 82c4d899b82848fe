-- Notes that rows of customers changed. $1 the customers, '' for everybody, $2 which rows,
-- $3 the transaction.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT DISTINCT u.customer_id, $2::text, $3::xid8
FROM unnest($1::text[]) AS u (customer_id)
ON CONFLICT DO NOTHING
