-- Brings along the lines of changed orders that another customer held. Not run when the feed
-- replaces the lines anyway.
INSERT INTO tidings.order_line (
    customer_id, order_id, line_key, product_id, quantity, price)
SELECT d.customer_id, k.order_id, k.line_key, k.product_id, k.quantity, k.price
FROM pg_temp.delta d
JOIN tidings.orders x ON x.order_id = d.order_id AND x.customer_id <> d.customer_id
JOIN tidings.order_line k ON k.customer_id = x.customer_id AND k.order_id = x.order_id
ON CONFLICT (customer_id, order_id, line_key) DO NOTHING
