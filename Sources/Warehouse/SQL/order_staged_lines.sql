-- The lines of new and changed orders with their keys; one without a quantity is one unit.
CREATE TEMP VIEW staged_line AS
SELECT
    d.customer_id, s.order_id,
    CASE d.line_key
        WHEN 'number' THEN coalesce(s.line_number, '')
        WHEN 'product' THEN coalesce(s.line_product, '')
        WHEN 'row' THEN 'row ' || s.line
        ELSE '1'
    END AS line_key,
    s.line_product AS product_id, coalesce(s.line_quantity, 1) AS quantity, s.line_price AS price
FROM pg_temp.stage_orders s
JOIN pg_temp.delta d ON d.order_id = s.order_id
WHERE d.is_plain
UNION ALL
SELECT
    d.customer_id, z.order_id, z.line_key, z.line_product, coalesce(z.line_quantity, 1),
    z.line_price
FROM pg_temp.stage_lines z
JOIN pg_temp.delta d ON d.order_id = z.order_id
