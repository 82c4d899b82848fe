-- Lines of changed orders that another customer held: the order left them. The heads lead to them:
-- they still stand, and have an index by order.
DELETE FROM tidings.order_line k
USING pg_temp.delta d
JOIN tidings.orders x ON x.order_id = d.order_id AND x.customer_id <> d.customer_id
WHERE k.customer_id = x.customer_id AND k.order_id = x.order_id
