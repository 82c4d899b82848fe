-- Marks the orders of which a line differs. Each join can go by an index: sets that the planner takes
-- for small are large on some nights.
-- $1 whether lines are added instead of replaced (a line that is not in the feed then stays).
UPDATE pg_temp.delta d SET maybe_same = false
FROM (
    SELECT DISTINCT coalesce(s.order_id, t.order_id) AS order_id
    FROM (
        SELECT z.*
        FROM pg_temp.delta_line z
        JOIN pg_temp.delta y ON y.order_id = z.order_id AND y.maybe_same
    ) s
    FULL JOIN (
        SELECT k.customer_id, k.order_id, k.line_key, k.product_id, k.quantity, k.price
        FROM tidings.order_line k
        JOIN pg_temp.delta y ON y.customer_id = k.customer_id
            AND y.order_id = k.order_id AND y.maybe_same
    ) t ON t.customer_id = s.customer_id AND t.order_id = s.order_id AND t.line_key = s.line_key
    WHERE t.order_id IS NULL
        OR (s.order_id IS NULL AND NOT $1::boolean)
        OR (s.order_id IS NOT NULL AND (s.product_id, s.quantity, s.price)
            IS DISTINCT FROM (t.product_id, t.quantity, t.price))
) n
WHERE n.order_id = d.order_id
