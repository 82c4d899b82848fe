-- Writes the lines of new orders into an empty table, straight from the stage: each order is plain,
-- and all of its rows name one customer. $1 how lines are told apart.
INSERT INTO tidings.order_line (
    customer_id, order_id, line_key, product_id, quantity, price)
SELECT
    s.customer_id, s.order_id,
    CASE $1::text
        WHEN 'number' THEN coalesce(s.line_number, '')
        WHEN 'product' THEN coalesce(s.line_product, '')
        ELSE '1'
    END,
    s.line_product, coalesce(s.line_quantity, 1), s.line_price
FROM pg_temp.stage_orders s
