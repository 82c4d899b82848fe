-- Writes the lines of new orders into an empty table.
INSERT INTO tidings.order_line (
    customer_id, order_id, line_key, product_id, quantity, price)
SELECT z.customer_id, z.order_id, z.line_key, z.product_id, z.quantity, z.price
FROM pg_temp.delta_line z
