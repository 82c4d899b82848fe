-- The floor of an orders feed of one row a line: COPY as text into an unlogged stage, then a MERGE
-- of the orders and one of their lines, with casts.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
DROP TABLE IF EXISTS floor.stage_orders;
CREATE UNLOGGED TABLE floor.stage_orders (
    order_id text, customer_id text, placed_at text, status text, total text, currency text,
    line_no text, product_id text, quantity text, price text
);
\copy floor.stage_orders from pstdin csv header
MERGE INTO floor.orders t
USING (
    SELECT DISTINCT ON (order_id) order_id::bigint AS order_id, customer_id::bigint,
        placed_at::timestamptz, status, total::numeric(12, 2), currency
    FROM floor.stage_orders
    ORDER BY order_id
) s ON t.order_id = s.order_id
WHEN MATCHED AND (t.customer_id, t.placed_at, t.status, t.total, t.currency)
    IS DISTINCT FROM (s.customer_id, s.placed_at, s.status, s.total, s.currency)
THEN UPDATE SET customer_id = s.customer_id, placed_at = s.placed_at, status = s.status,
    total = s.total, currency = s.currency
WHEN NOT MATCHED THEN INSERT VALUES (s.order_id, s.customer_id, s.placed_at, s.status, s.total,
    s.currency);
MERGE INTO floor.order_lines t
USING (
    SELECT order_id::bigint, line_no::integer, product_id, quantity::integer,
        price::numeric(12, 2)
    FROM floor.stage_orders
) s ON t.order_id = s.order_id AND t.line_no = s.line_no
WHEN MATCHED AND (t.product_id, t.quantity, t.price)
    IS DISTINCT FROM (s.product_id, s.quantity, s.price)
THEN UPDATE SET product_id = s.product_id, quantity = s.quantity, price = s.price
WHEN NOT MATCHED THEN INSERT VALUES (s.order_id, s.line_no, s.product_id, s.quantity, s.price);
