-- Of several rows with one key the last one counts: removes the others from the stage.
DELETE FROM pg_temp.stage_vouchers s
USING (
    SELECT pool, code, max(ctid) AS last_row
    FROM pg_temp.stage_vouchers
    GROUP BY pool, code
    HAVING count(*) > 1
) d
WHERE s.pool = d.pool AND s.code = d.code AND s.ctid < d.last_row
