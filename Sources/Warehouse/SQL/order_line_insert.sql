-- Writes the lines of new and changed orders; a line without a quantity is one unit.
INSERT INTO tidings.order_line AS k (
    customer_id, order_id, line_key, product_id, quantity, price)
SELECT d.customer_id, z.order_id, z.line_key, z.line_product, coalesce(z.line_quantity, 1),
    z.line_price
FROM pg_temp.stage_lines z
JOIN pg_temp.delta d ON d.order_id = z.order_id
WHERE z.copy = 1
ON CONFLICT (customer_id, order_id, line_key) DO UPDATE
SET product_id = excluded.product_id, quantity = excluded.quantity, price = excluded.price
