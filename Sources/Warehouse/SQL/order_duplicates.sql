-- Removes rows that were sent twice from the stage. Of a feed of one row an order ($1 = none) the
-- last row of an order counts; of a feed of lines the first of equal ones.
DELETE FROM pg_temp.stage_orders s
USING (
    SELECT row_id FROM pg_temp.stage_lines WHERE $1::text <> 'none' AND copy > 1
    UNION ALL
    SELECT l.row_id
    FROM (
        SELECT ctid AS row_id, max(ctid) OVER (PARTITION BY order_id) AS last_row
        FROM pg_temp.stage_orders
    ) l
    WHERE $1::text = 'none' AND l.row_id < l.last_row
) d
WHERE s.ctid = d.row_id
