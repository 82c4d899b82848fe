-- Forgets what lines were before changes that are forgotten. Call it after change_prune.
DELETE FROM tidings.order_line_before b
WHERE NOT EXISTS (
    SELECT FROM tidings.change c
    WHERE c.customer_id = b.customer_id AND c.what = 'order' AND c.xid = b.xid
        AND c.order_id = b.order_id)
