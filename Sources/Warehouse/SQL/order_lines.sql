-- The staged rows of orders that are not plain, with the key of their line. $1 how lines are told
-- apart: number, product, position, row (by the line in the file), or none for a feed of one row an
-- order, whose last row counts. Rows of one order with the same number or product and the same
-- content are one row sent twice (copy > 1); with other content they are lines of their own (key #2,
-- #3, …).
CREATE TEMP TABLE stage_lines ON COMMIT DROP AS
SELECT
    r.order_id, r.line_product, r.line_quantity, r.line_price, r.copy,
    CASE WHEN r.place = 1 THEN r.line_key ELSE r.line_key || '#' || r.place END AS line_key
FROM (
    SELECT
        k.*,
        CASE WHEN $1::text = 'none' THEN
            row_number() OVER (PARTITION BY order_id ORDER BY row_id DESC)
        ELSE
            row_number() OVER (
                PARTITION BY order_id, line_key, line_product, line_quantity, line_price
                ORDER BY row_id)
        END AS copy,
        dense_rank() OVER (
            PARTITION BY order_id, line_key ORDER BY first_of_content) AS place
    FROM (
        SELECT
            p.*,
            min(row_id) OVER (
                PARTITION BY order_id, line_key, line_product, line_quantity, line_price)
                AS first_of_content
        FROM (
            SELECT
                s.ctid AS row_id, s.order_id, s.line_product, s.line_quantity, s.line_price,
                CASE $1
                    WHEN 'number' THEN coalesce(s.line_number, '')
                    WHEN 'product' THEN coalesce(s.line_product, '')
                    WHEN 'position' THEN
                        row_number() OVER (PARTITION BY s.order_id ORDER BY s.ctid)::text
                    WHEN 'row' THEN 'row ' || s.line
                    ELSE ''
                END AS line_key
            FROM pg_temp.stage_orders s
            JOIN pg_temp.stage_heads h ON h.order_id = s.order_id
            WHERE NOT h.is_plain
        ) p
    ) k
) r
