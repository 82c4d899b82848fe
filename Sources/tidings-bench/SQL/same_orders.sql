-- How many order lines with their orders the floor and Tidings do not have alike, by hashes of
-- whole rows.
SELECT count(*) AS differing
FROM (
    SELECT md5(ROW(o.order_id, o.customer_id, o.placed_at,
        CASE o.status WHEN 'completed' THEN 'sale' ELSE o.status END, o.total, o.currency,
        l.line_no, l.product_id, l.quantity, l.price)::text) AS hash
    FROM floor.orders o
    JOIN floor.order_lines l ON l.order_id = o.order_id
) f
FULL JOIN (
    SELECT md5(ROW(o.order_id, o.customer_id, o.placed_at, o.status, o.total, o.currency,
        l.line_key, l.product_id, l.quantity, l.price)::text) AS hash
    FROM tidings.orders o
    JOIN tidings.order_line l ON l.customer_id = o.customer_id AND l.order_id = o.order_id
) t ON t.hash = f.hash
WHERE f.hash IS NULL OR t.hash IS NULL
