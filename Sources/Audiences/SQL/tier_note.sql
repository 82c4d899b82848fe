-- Notes whose tier changed, so that what reads tiers is derived anew for them. Reads tier_change.
-- $1 the transaction.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT c.customer_id, 'tier', $1::xid8 FROM (SELECT * FROM tier_change WHERE is_change) AS c
ON CONFLICT DO NOTHING
