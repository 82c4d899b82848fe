-- Notes who moved, so that what reads these segments is derived anew for them; once, if this transaction
-- noted it before. Reads segment_move. $1 positions of the segments, $2 the transaction.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT DISTINCT m.customer_id, 'segment', $2::xid8
FROM segment_move AS m
WHERE m.position = ANY ($1::integer[]) AND NOT EXISTS (
    SELECT FROM tidings.change AS c
    WHERE c.xid = $2::xid8 AND c.what = 'segment' AND c.customer_id = m.customer_id)
