-- Notes whose tier changed, so that what reads tiers is derived anew for them; once, if this transaction
-- noted it before. Reads tier_change. $1 the transaction.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT n.customer_id, 'tier', $1::xid8
FROM tier_change AS n
WHERE n.is_change AND NOT EXISTS (
    SELECT FROM tidings.change AS c
    WHERE c.xid = $1::xid8 AND c.what = 'tier' AND c.customer_id = n.customer_id)
