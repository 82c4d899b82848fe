-- Writes the lines of new and changed orders that are new or differ.
INSERT INTO tidings.order_line AS k (
    customer_id, order_id, line_key, product_id, quantity, price)
SELECT z.customer_id, z.order_id, z.line_key, z.product_id, z.quantity, z.price
FROM pg_temp.delta_line z
ON CONFLICT (customer_id, order_id, line_key) DO UPDATE
SET product_id = excluded.product_id, quantity = excluded.quantity, price = excluded.price
WHERE (k.product_id, k.quantity, k.price)
    IS DISTINCT FROM (excluded.product_id, excluded.quantity, excluded.price)
