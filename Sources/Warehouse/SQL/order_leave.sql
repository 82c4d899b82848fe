-- Changed orders that another customer held: the order left them.
DELETE FROM tidings.orders o
USING pg_temp.delta d
WHERE o.order_id = d.order_id AND o.customer_id <> d.customer_id
