-- What would change: orders that are new, that have a head that differs in a mapped field, that
-- moved to another customer, or of which a line differs.
-- $1 the mapped fields, $2 whether the feed has lines, $3 whether lines are added instead of
-- replaced (a line that is not in the feed then stays).
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT
    h.order_id, h.customer_id, h.row_count,
    o.order_id IS NULL AND m.order_id IS NULL AS is_new
FROM pg_temp.stage_heads h
LEFT JOIN tidings.orders o ON o.customer_id = h.customer_id AND o.order_id = h.order_id
LEFT JOIN (
    SELECT DISTINCT x.order_id
    FROM tidings.orders x
    JOIN pg_temp.stage_heads y ON y.order_id = x.order_id AND y.customer_id <> x.customer_id
) m ON m.order_id = h.order_id
LEFT JOIN (
    SELECT DISTINCT coalesce(s.order_id, t.order_id) AS order_id
    FROM (
        SELECT y.customer_id, z.order_id, z.line_key, z.line_product, z.line_quantity,
            z.line_price
        FROM pg_temp.stage_lines z
        JOIN pg_temp.stage_heads y ON y.order_id = z.order_id
        WHERE $2::boolean AND z.copy = 1
    ) s
    FULL JOIN (
        SELECT k.customer_id, k.order_id, k.line_key, k.product_id, k.quantity, k.price
        FROM tidings.order_line k
        JOIN pg_temp.stage_heads y
            ON y.customer_id = k.customer_id AND y.order_id = k.order_id
        WHERE $2::boolean
    ) t ON t.customer_id = s.customer_id AND t.order_id = s.order_id AND t.line_key = s.line_key
    WHERE (t.order_id IS NULL)
        OR (s.order_id IS NULL AND NOT $3::boolean)
        OR (s.order_id IS NOT NULL
            AND (s.line_product, coalesce(s.line_quantity, 1), s.line_price)
                IS DISTINCT FROM (t.product_id, t.quantity, t.price))
) n ON n.order_id = h.order_id
WHERE o.order_id IS NULL
    OR m.order_id IS NOT NULL
    OR n.order_id IS NOT NULL
    OR h.placed_at IS DISTINCT FROM o.placed_at
    OR ('status' = ANY ($1::text[]) AND h.status <> o.status)
    OR ('total' = ANY ($1) AND h.total IS DISTINCT FROM o.total)
    OR ('currency' = ANY ($1) AND h.currency IS DISTINCT FROM o.currency)
    OR ('channel' = ANY ($1) AND h.channel IS DISTINCT FROM o.channel)
    OR ('attributes' = ANY ($1) AND NOT o.attributes @> h.attributes)
