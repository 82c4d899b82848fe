-- Of several rows with one key the last one counts: removes the others from the stage.
DELETE FROM pg_temp.stage_products s
USING (
    SELECT product_id, max(ctid) AS last_row
    FROM pg_temp.stage_products
    GROUP BY product_id
    HAVING count(*) > 1
) d
WHERE s.product_id = d.product_id AND s.ctid < d.last_row
