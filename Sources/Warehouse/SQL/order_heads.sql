-- One row per staged order: the head as its last row gives it, and how many rows form it.
CREATE TEMP TABLE stage_heads ON COMMIT DROP AS
SELECT
    s.order_id, s.customer_id, s.placed_at, coalesce(s.status, 'sale') AS status, s.total,
    s.currency, s.channel, s.attributes, s.line, l.row_count
FROM pg_temp.stage_orders s
JOIN (
    SELECT order_id, max(ctid) AS last_row, count(*) AS row_count
    FROM pg_temp.stage_orders
    GROUP BY order_id
) l ON l.last_row = s.ctid
