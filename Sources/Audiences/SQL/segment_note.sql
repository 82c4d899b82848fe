-- Notes who moved, so that what reads these segments is derived anew for them. Reads segment_move.
-- $1 positions of the segments, $2 the transaction.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT DISTINCT m.customer_id, 'segment', $2::xid8
FROM segment_move m
WHERE m.position = ANY ($1::integer[])
ON CONFLICT DO NOTHING
