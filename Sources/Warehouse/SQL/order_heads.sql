-- One row per staged order: the head as its last row gives it, and what its rows are together.
-- $1 how lines are told apart: number, product, position, or none for a feed of one row an order.
--
-- Plain is an order of which no line key occurs twice for sure: each key sets one of 64 bits, and as
-- many bits as rows are set. The others are looked at row by row. The digest stands for the lines of
-- a plain order, whatever their order in the file; orders with the digest that the warehouse has
-- need no comparison line by line. The sub-select keeps the planner from fetching row by row.
CREATE TEMP TABLE stage_heads ON COMMIT DROP AS
SELECT
    s.order_id, s.customer_id, s.placed_at, coalesce(s.status, 'sale') AS status, s.total,
    s.currency, s.channel, s.attributes, s.line, $1::text AS line_key, l.row_count, l.is_plain,
    CASE WHEN l.is_plain AND $1 <> 'none' THEN l.digest END AS lines_digest
FROM (
    SELECT
        max(ctid) AS last_row, count(*) AS row_count,
        CASE WHEN $1 IN ('number', 'product')
            THEN bit_count(bit_or(1::bigint << (hashtext(CASE $1 WHEN 'number'
                THEN coalesce(line_number, '') ELSE coalesce(line_product, '') END) & 63))::bit(64))
                = count(*)
            ELSE count(*) = 1 END AS is_plain,
        bit_xor(hash_record_extended(ROW(CASE $1 WHEN 'number' THEN coalesce(line_number, '')
            WHEN 'product' THEN coalesce(line_product, '') ELSE '1' END,
            line_product, coalesce(line_quantity, 1), line_price), 0))
            # hashint8extended(count(*), 0) AS digest
    FROM pg_temp.stage_orders
    GROUP BY order_id
) l
JOIN (SELECT ctid AS row_id, * FROM pg_temp.stage_orders OFFSET 0) s ON s.row_id = l.last_row
