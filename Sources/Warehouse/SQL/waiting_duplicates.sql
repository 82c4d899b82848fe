-- Of several rows with one key the last one counts: removes the others from the stage.
DELETE FROM pg_temp.stage_waiting s
USING (
    SELECT customer_id, product_id, max(ctid) AS last_row
    FROM pg_temp.stage_waiting
    GROUP BY customer_id, product_id
    HAVING count(*) > 1
) d
WHERE s.customer_id = d.customer_id AND s.product_id = d.product_id AND s.ctid < d.last_row
