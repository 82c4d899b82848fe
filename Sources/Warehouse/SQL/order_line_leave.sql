-- Lines of changed orders that another customer held: the order left them.
DELETE FROM tidings.order_line k
USING pg_temp.delta d
WHERE k.order_id = d.order_id AND k.customer_id <> d.customer_id
