-- The lines of new and changed orders, kept: several statements ask for them.
CREATE TEMP TABLE delta_line ON COMMIT DROP AS
SELECT z.customer_id, z.order_id, z.line_key, z.product_id, z.quantity, z.price
FROM pg_temp.staged_line z
